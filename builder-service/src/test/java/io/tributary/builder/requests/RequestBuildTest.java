package io.tributary.builder.requests;

import static io.tributary.builder.builds.BuildFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildFixtures;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.BuildState.Failed;
import io.tributary.builder.builds.InMemoryBuilds;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.quotas.BuildQuotas;
import io.tributary.builder.quotas.FakeBuildUses;
import io.tributary.builder.work.FinishBuild;
import io.tributary.contracts.builds.BuildRequested;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.problems.Blame;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.membership.Standing;
import io.tributary.foundation.quotas.Quotas;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionOperations;

class RequestBuildTest {
  private static final BuildId SEVEN = new BuildId(7);

  @TempDir private Path folder;
  private final InMemoryBuilds builds = new InMemoryBuilds();
  private final List<Build> announced = new ArrayList<>();
  private final Set<OrganizationName> gone = new HashSet<>();
  private final Set<OrganizationName> stopped = new HashSet<>();
  private final AtomicInteger wakes = new AtomicInteger();
  private BuildLogs logs;
  private RequestBuild requestBuild;

  @BeforeEach
  void opens() {
    var clock = Clock.fixed(NOON, ZoneOffset.UTC);
    logs = new BuildLogs(folder, Json.mapper(), clock);
    var finishBuild =
        new FinishBuild(builds, announced::add, TransactionOperations.withoutTransaction(), clock);
    requestBuild =
        new RequestBuild(
            builds,
            new RefuseBuild(new Told(gone, stopped), finishBuild, logs),
            new BuildQuotas(new Quotas(Map.of(), _ -> Map.of()), new FakeBuildUses(), clock),
            logs,
            wakes::incrementAndGet,
            clock);
  }

  @Test
  void orderIsQueuedWithItsFirstLine() {
    requestBuild.request(order());

    assertThat(builds.find(SEVEN)).isPresent();
    assertThat(logs.has(SEVEN)).isTrue();
    assertThat(wakes).hasValue(1);
    assertThat(announced).isEmpty();
  }

  @Test
  void orderOfAnOrganizationThatHasGoneIsRefusedAndLeavesNothing() throws Exception {
    gone.add(new OrganizationName("acme"));
    logs.open(SEVEN).close();

    requestBuild.request(order());

    assertThat(builds.find(SEVEN)).isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThat(wakes).hasValue(0);
    assertThat(announced)
        .singleElement()
        .extracting(Build::state)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason().code()).isEqualTo("organization-gone");
              assertThat(failed.reason().message()).contains("acme has been deleted");
              assertThat(failed.reason().blame()).isEqualTo(Blame.CALLER);
            });
  }

  @Test
  void orderOfAnOrganizationThatIsOnlyStoppedIsTaken() {
    stopped.add(new OrganizationName("acme"));

    requestBuild.request(order());

    assertThat(builds.find(SEVEN)).isPresent();
    assertThat(announced).isEmpty();
  }

  private static BuildRequested order() {
    var order = BuildFixtures.anOrder(BuildFixtures.COMMIT, "{}");
    return new BuildRequested(
        SEVEN.value(),
        order.organization(),
        order.version(),
        order.commit(),
        order.reference(),
        order.manifest(),
        order.requestedAt());
  }

  private record Told(Set<OrganizationName> gone, Set<OrganizationName> stopped)
      implements Memberships {
    @Override
    public Optional<Standing> of(OrganizationName organization, Caller caller) {
      return Optional.empty();
    }

    @Override
    public boolean isStopped(OrganizationName organization) {
      return gone.contains(organization) || stopped.contains(organization);
    }
  }
}
