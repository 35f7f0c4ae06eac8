package io.tributary.runtime.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.containers.ContainerRefused;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment.WorkerLimits;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.foundation.problems.Refusal;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import io.tributary.foundation.quotas.Quotas;
import io.tributary.runtime.quotas.SureWorkers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerPlacesTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final FlowId FLOW = new FlowId("aaaaaaaaaaaaaaaa");
  private static final StepName NARROW = new StepName("narrow");
  private static final StepName WIDE = new StepName("wide");
  private static final ImageDigest IMAGE = new ImageDigest("sha256:" + "a".repeat(64));

  @TempDir Path folder;
  private final FakeContainers containers = new FakeContainers(Instant.EPOCH);
  private Workers workers;
  private WorkerPlaces places;
  private int names;

  @BeforeEach
  void open() {
    var engine =
        new WorkerEngine(
            new WorkerEngine.EngineSettings(
                folder.resolve("images"), folder.resolve("workers"), folder, false),
            "key".getBytes(StandardCharsets.UTF_8),
            containers);
    workers = new Workers(engine, Clock.systemUTC());
    places =
        new WorkerPlaces(
            workers, new Sure(), new Quotas(Map.of(Quota.REPLICAS, 4L), _ -> Map.of()));
  }

  @Test
  void whatScalingAddsEndsAtTheQuotaAndOtherStepsGetTheirs() throws Exception {
    start(WIDE, 1);
    start(WIDE, 1);
    start(WIDE, 1);

    assertThatThrownBy(() -> start(WIDE, 1))
        .isInstanceOfSatisfying(
            Refusal.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo("quota-replicas");
              assertThat(refused.problem().detail())
                  .isEqualTo("The organization has 4 workers, its quota of replicas.");
              assertThat(refused.retryAfter()).isPresent();
            });
    start(NARROW, 1);
    assertThat(places.of(ACME)).containsExactly(new QuotaUse(ACME, Quota.REPLICAS, 4));
  }

  @Test
  void whoEndsMakesRoom() throws Exception {
    start(WIDE, 1);
    start(WIDE, 1);
    var last = start(WIDE, 1);
    workers.end(last);

    start(WIDE, 1);

    assertThat(workers.list()).hasSize(3);
  }

  @Test
  void outdatedWorkersDoNotKeepTheirSuccessorsOut() throws Exception {
    start(NARROW, 1);
    start(WIDE, 1);
    start(WIDE, 1);
    start(WIDE, 1);

    start(NARROW, 2);

    assertThatThrownBy(() -> start(NARROW, 2)).isInstanceOf(Refusal.class);
  }

  @Test
  void workerThatCouldNotBeStartedTakesNoPlace() throws Exception {
    var request = request(WIDE, 1);
    for (int i = 0; i < 10; i++) {
      places.take(request);
      places.started(request, false);
    }

    assertThat(places.of(ACME)).containsExactly(new QuotaUse(ACME, Quota.REPLICAS, 2));
  }

  private String start(StepName step, int revision) throws ContainerRefused {
    var request = request(step, revision);
    places.take(request);
    workers.start(request);
    places.started(request, true);
    return request.worker();
  }

  private WorkerRequest request(StepName step, int revision) {
    return new WorkerRequest(
        "worker-" + names++, ACME, FLOW, step, revision, IMAGE, new WorkerLimits(64, 1, 32));
  }

  /** Each step is sure of one. */
  private static final class Sure implements SureWorkers {
    private static final Map<Place, Integer> BOTH =
        Map.of(new Place(FLOW, NARROW), 1, new Place(FLOW, WIDE), 1);

    @Override
    public Map<Place, Integer> of(OrganizationName organization) {
      return BOTH;
    }

    @Override
    public Map<OrganizationName, Map<Place, Integer>> all() {
      return Map.of(ACME, BOTH);
    }
  }
}
