package io.tributary.registry.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.TestPostgres;
import io.tributary.registry.TestDatabase;
import io.tributary.registry.organizations.ProviderChange.Join;
import io.tributary.registry.organizations.ProviderChange.Make;
import io.tributary.registry.organizations.ProviderChange.Remove;
import io.tributary.registry.organizations.ProviderChange.Unmake;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TellProviderIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");

  private final TestPostgres postgres = TestDatabase.migrated();
  private Instant now = Instant.parse("2026-11-26T20:00:00Z");
  private final ProviderChanges changes = new ProviderChanges(postgres.database(), clock());
  private final Provider provider = new Provider();
  private final TellProvider tellProvider = new TellProvider(provider, changes);

  @BeforeEach
  void empty() {
    postgres.raw().sql("truncate registry.provider_changes").update();
  }

  @Test
  void changesAreToldInOrderAndOnce() {
    changes.add(new Make(ACME));
    changes.add(new Join(ACME, "ada"));
    changes.add(new Remove(ACME, "ada"));
    changes.add(new Unmake(ACME));

    assertThat(tellProvider.now(ACME)).isTrue();
    tellProvider.rest();

    assertThat(provider.told)
        .containsExactly("make acme", "join acme ada", "remove acme ada", "unmake acme");
  }

  @Test
  void whileItIsAwayTheyWaitAndNobodyElseDoes() {
    provider.awayFor = ACME;
    changes.add(new Make(ACME));
    changes.add(new Join(ACME, "ada"));
    changes.add(new Join(GLOBEX, "grace"));

    assertThat(tellProvider.now(ACME)).isFalse();
    tellProvider.rest();
    assertThat(provider.told).containsExactly("join globex grace");

    provider.awayFor = null;
    tellProvider.rest();
    assertThat(provider.told).as("not before its time").hasSize(1);
    now = now.plus(Duration.ofSeconds(11));
    tellProvider.rest();
    assertThat(provider.told).containsExactly("join globex grace", "make acme", "join acme ada");
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  private static final class Provider implements IdentityProvider {
    private final List<String> told = new ArrayList<>();
    private @Nullable OrganizationName awayFor;

    @Override
    public boolean knows(OrganizationName organization) {
      return false;
    }

    @Override
    public void make(OrganizationName organization) {
      tell(organization, "make " + organization);
    }

    @Override
    public void unmake(OrganizationName organization) {
      tell(organization, "unmake " + organization);
    }

    @Override
    public void join(OrganizationName organization, String subject) {
      tell(organization, "join " + organization + " " + subject);
    }

    @Override
    public void remove(OrganizationName organization, String subject) {
      tell(organization, "remove " + organization + " " + subject);
    }

    private void tell(OrganizationName organization, String change) {
      if (organization.equals(awayFor)) {
        throw new ProviderUnreachable("away");
      }
      told.add(change);
    }
  }
}
