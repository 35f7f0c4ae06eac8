package io.tributary.builder.quotas;

import static io.tributary.builder.builds.BuildFixtures.ADA;
import static io.tributary.builder.builds.BuildFixtures.NOON;
import static io.tributary.builder.builds.BuildFixtures.aBuild;
import static io.tributary.builder.builds.BuildFixtures.aBuildOf;
import static io.tributary.builder.builds.BuildFixtures.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.PostgresBuilds;
import io.tributary.builder.database.TestDatabase;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresBuildUsesIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");
  private static final Duration LEASE = Duration.ofSeconds(15);

  private final PostgresBuilds builds = new PostgresBuilds(TestDatabase.database());
  private final PostgresBuildUses uses = new PostgresBuildUses(TestDatabase.database());

  @BeforeEach
  void empty() {
    TestDatabase.clear();
  }

  @Test
  void buildCountsAsBegunFromItsFirstWorkerOnAndOnce() {
    builds.add(aBuild(1));
    boolean queued = uses.begun(NOON.minusSeconds(1)).isEmpty();
    claimed(NOON);
    change(1, build -> build.released(ADA, NOON.plusSeconds(5)));

    claimed(NOON.plusSeconds(6));

    assertThat(queued).isTrue();
    assertThat(uses.beginnings(ACME, NOON.minusSeconds(1))).containsExactly(NOON);
    assertThat(uses.begun(NOON)).isEmpty();
  }

  @Test
  void onlyWhoWaitsIsAskedFor() {
    builds.add(aBuild(1));
    builds.add(aBuildOf(GLOBEX, 2, commit(2)));
    claimed(NOON);
    claimed(NOON);
    builds.add(aBuildOf(ACME, 3, commit(3)));
    builds.add(aBuildOf(ACME, 4, commit(4)));

    assertThat(uses.begun(NOON.minusSeconds(1))).isEqualTo(Map.of(ACME, 1L, GLOBEX, 1L));
    assertThat(uses.begunOfWaiting(NOON.minusSeconds(1))).isEqualTo(Map.of(ACME, 1L));
    assertThat(uses.ahead(ACME, new BuildId(4))).isEqualTo(1);
  }

  @Test
  void sameImageOfTwoBuildsTakesItsRoomOnce() {
    for (int id = 1; id <= 2; id++) {
      builds.add(aBuild(id));
      claimed(NOON);
      change(id, build -> build.finished(ADA, succeeded()));
    }

    assertThat(uses.imageBytes(ACME)).isEqualTo(4_000_000);
    assertThat(uses.imageBytes()).isEqualTo(Map.of(ACME, 4_000_000L));
    assertThat(uses.imageBytes(GLOBEX)).isZero();
  }

  private Build claimed(Instant at) {
    return builds.claim(ADA, at, LEASE, Set.of()).orElseThrow();
  }

  private void change(long id, UnaryOperator<Build> transition) {
    Reach.of(ACME).run(() -> builds.change(new BuildId(id), transition));
  }

  private static String commit(int number) {
    return "%040x".formatted(number);
  }
}
