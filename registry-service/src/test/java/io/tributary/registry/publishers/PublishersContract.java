package io.tributary.registry.publishers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.PublisherName;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link Publishers} keeps. */
abstract class PublishersContract {
  static final OrganizationName ACME = new OrganizationName("acme");
  static final OrganizationName NORTHWIND = new OrganizationName("northwind");

  abstract Publishers publishers();

  @Test
  void addedPublisherIsFound() {
    var publisher = publisher("acme-labs", ACME);

    assertThat(publishers().add(publisher)).isTrue();

    assertThat(publishers().find(publisher.name())).contains(publisher);
  }

  @Test
  void nameIsGivenOnce() {
    publishers().add(publisher("acme-labs", ACME));

    assertThat(publishers().add(publisher("acme-labs", NORTHWIND))).isFalse();

    assertThat(publishers().of(NORTHWIND)).isEmpty();
  }

  @Test
  void nameThatLooksLikeAnotherIsNotGiven() {
    publishers().add(publisher("modern-sales", ACME));

    assertThat(publishers().add(publisher("rnodern-sa1es", NORTHWIND))).isFalse();

    assertThat(publishers().lookingLike(new PublisherName("m0dernsales"))).isPresent();
  }

  @Test
  void organizationSeesItsOwnByName() {
    publishers().add(publisher("zeta-works", ACME));
    publishers().add(publisher("alpha-works", ACME));
    publishers().add(publisher("northwind-works", NORTHWIND));

    assertThat(publishers().of(ACME))
        .extracting(publisher -> publisher.name().value())
        .containsExactly("alpha-works", "zeta-works");
  }

  static Publisher publisher(String name, OrganizationName organization) {
    return new Publisher(
        new PublisherName(name), organization, Instant.parse("2026-11-01T10:00:00Z"));
  }
}
