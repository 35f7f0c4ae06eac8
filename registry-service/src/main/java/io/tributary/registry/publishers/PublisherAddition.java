package io.tributary.registry.publishers;

/** What came of asking for a publisher's name. */
sealed interface PublisherAddition {
  record Added(Publisher publisher) implements PublisherAddition {}

  /** The organization has it already; asking twice changes nothing. */
  record Existing(Publisher publisher) implements PublisherAddition {}

  /** Another organization has the name, or one that looks like it; whose is not told. */
  record Taken() implements PublisherAddition {}

  record Reserved() implements PublisherAddition {}
}
