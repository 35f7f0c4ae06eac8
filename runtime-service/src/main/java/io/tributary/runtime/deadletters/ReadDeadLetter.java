package io.tributary.runtime.deadletters;

import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.Topics;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The message itself, where it lies. */
@Component
final class ReadDeadLetter {
  private final Topics topics;

  ReadDeadLetter(Topics topics) {
    this.topics = topics;
  }

  /**
   * The record as the step gave it up.
   *
   * @throws Refusal where it is gone or the broker does not answer
   */
  TopicRecord read(DeadLetter letter) {
    try {
      return topics
          .at(letter.topic(), letter.partition(), letter.offset())
          .orElseThrow(
              () ->
                  Refusal.notFound(
                      "payload-gone", "The message is no longer kept; only what became of it is."));
    } catch (BrokerAway away) {
      throw Refusal.unavailable(
          "broker-away", "Dead letters cannot be read now. Try again.", Duration.ofSeconds(5));
    }
  }
}
