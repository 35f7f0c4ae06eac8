package io.tributary.registry.publishers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.PublisherName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddPublisherTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private final AddPublisher addPublisher =
      new AddPublisher(new InMemoryPublishers(), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void freeNameIsGiven() {
    assertThat(add(ACME, "acme"))
        .isEqualTo(
            new PublisherAddition.Added(new Publisher(new PublisherName("acme"), ACME, NOW)));
  }

  @Test
  void askingTwiceChangesNothing() {
    add(ACME, "acme");

    assertThat(add(ACME, "acme")).isInstanceOf(PublisherAddition.Existing.class);
  }

  @Test
  void nameOfAnotherOrganizationIsTaken() {
    add(ACME, "acme");

    assertThat(add(new OrganizationName("northwind"), "acme"))
        .isEqualTo(new PublisherAddition.Taken());
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "api", "git", "tributary", "tributary-labs", "stripe-official"})
  void namesOfTheHouseAreReserved(String name) {
    assertThat(add(ACME, name)).isEqualTo(new PublisherAddition.Reserved());
  }

  @Test
  void theHouseMayHaveItsOwnName() {
    assertThat(add(new OrganizationName("tributary"), "tributary"))
        .isInstanceOf(PublisherAddition.Added.class);
  }

  private PublisherAddition add(OrganizationName organization, String name) {
    return addPublisher.add(organization, new PublisherName(name));
  }
}
