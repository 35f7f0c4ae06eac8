package io.tributary.runtime.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.containers.ContainerRefused;
import io.tributary.containers.Mount;
import io.tributary.containers.images.ImageStore;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.WorkerLimits;
import io.tributary.contracts.workers.WorkerExit;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.membership.Standing;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.DeploymentState;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.workers.WorkerEngine.EngineSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class WorkersTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final OrganizationName ORGANIZATION = new OrganizationName("acme");
  private static final FlowId FLOW = new FlowId("aaaaaaaaaaaaaaaa");
  private static final StepName STEP = new StepName("cms");
  private static final ImageDigest IMAGE = new ImageDigest("sha256:" + "a".repeat(64));
  private static final WorkerLimits LIMITS = new WorkerLimits(128, 1, 256);
  private static final WorkerRequest REQUEST =
      new WorkerRequest("worker-1", ORGANIZATION, FLOW, STEP, 1, IMAGE, LIMITS);

  private final FakeContainers containers = new FakeContainers(NOW);
  private final InMemoryDeployments deployments = new InMemoryDeployments();
  @TempDir Path folder;
  private WorkerEngine engine;
  private Workers workers;

  @BeforeEach
  void open() throws Exception {
    engine =
        new WorkerEngine(
            new EngineSettings(folder.resolve("images"), folder.resolve("workers"), folder, false),
            new byte[32],
            containers);
    workers = new Workers(engine, clock(0));
    Files.createDirectories(folder.resolve("workers/worker-1"));
  }

  @Test
  void aWorkerGetsItsFolderItsLimitsAndNothingElse() throws ContainerRefused {
    var view = workers.start(REQUEST);

    var spec = containers.started.getFirst();
    assertThat(spec.mounts())
        .containsExactly(Mount.readOnly(folder.resolve("workers/worker-1"), "/run/tributary"));
    assertThat(spec.environment()).isEmpty();
    assertThat(spec.command()).isEmpty();
    assertThat(spec.limits().memoryMebibytes()).isEqualTo(128);
    assertThat(view.worker()).isEqualTo("worker-1");
    assertThat(view.engine()).isEqualTo("docker");
  }

  @Test
  void whatItsWorkersWroteGoesWithAnOrganizationAndNothingElseDoes() throws Exception {
    workers.start(REQUEST);
    var log = containers.started.getFirst().log().orElseThrow();
    Files.writeString(log, "theirs");
    var others = log.resolveSibling("bbbbbbbbbbbbbbbb.worker-9.log");
    Files.writeString(others, "another's");
    var old = Files.writeString(log.resolveSibling("worker-0.log"), "of before");
    deployments.add(
        new Deployment(
            FLOW,
            ORGANIZATION,
            new FlowName("leads"),
            1,
            OptionalInt.of(1),
            new DeploymentState.Stopped(NOW),
            NOW));
    var owned = new OwnedWorkerLogs(deployments, engine);

    assertThat(owned.delete(ORGANIZATION)).isEqualTo(1);

    assertThat(log).doesNotExist();
    assertThat(others).exists();
    assertThat(old).exists();
    assertThat(owned.delete(ORGANIZATION)).isZero();
  }

  @Test
  void aWorkerStartsFromItsImagesCache() throws Exception {
    var image = javaImage();
    var cache = folder.resolve("images/starts/" + image.value().substring(7) + ".aot");
    Files.createDirectories(cache.getParent());
    Files.writeString(cache, "kept");

    workers.start(new WorkerRequest("worker-1", ORGANIZATION, FLOW, STEP, 1, image, LIMITS));

    var spec = containers.started.getFirst();
    assertThat(spec.command())
        .containsExactly(
            "/opt/java/bin/java",
            "-XX:AOTCache=/tributary/start.aot",
            "-Xmx9m",
            "io.tributary.host.Main");
    assertThat(spec.mounts()).contains(Mount.readOnly(cache, "/tributary/start.aot"));
  }

  @Test
  void askingAgainStartsNoSecondOne() throws ContainerRefused {
    workers.start(REQUEST);

    workers.start(REQUEST);

    assertThat(containers.started).hasSize(1);
  }

  @Test
  void aContainerWithoutOurSealIsNotOurs() throws ContainerRefused {
    workers.start(REQUEST);
    var forged = new HashMap<>(containers.started.getFirst().labels());
    forged.put("tributary.worker", "worker-2");
    var stranger = containers.foreign("worker-2", forged);

    assertThat(workers.list()).extracting(WorkerView::worker).containsExactly("worker-1");
    assertThat(workers.end("worker-2")).isEmpty();
    reap();
    assertThat(stranger.exit()).isNotDone();
  }

  @Test
  void aContainerWithoutOurSealIsToldOfOnce() throws ContainerRefused {
    workers.start(REQUEST);
    var forged = new HashMap<>(containers.started.getFirst().labels());
    forged.put("tributary.organization", "other");
    containers.foreign("worker-2", forged);

    try (var log = KeptLog.of(Workers.class)) {
      workers.list();
      workers.list();

      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().getFirst()).startsWith("Container id-worker-2 carries the labels");
    }
  }

  @Test
  void lastWordsGoToWhoAsksForTheEndAndToNoLog() throws ContainerRefused {
    workers.start(REQUEST);
    containers.words = "cut?tok-12345\n" + "x".repeat(WorkerExit.MOST_BYTES) + "\ntok-12345\n";
    try (var log = KeptLog.of(Workers.class)) {
      containers.crash("worker-1", 134);

      var end = workers.end("worker-1").orElseThrow();

      assertThat(end.code()).isEqualTo(134);
      assertThat(end.lastWords()).isEqualTo("tok-12345\n");
      assertThat(end.toString()).doesNotContain("tok");
      assertThat(workers.exits().getFirst().lastWords()).isEmpty();
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().getFirst())
          .startsWith("Worker worker-1 ended with 134")
          .doesNotContain("tok");
    }
  }

  @Test
  void aLineThatIsTooLongIsNotShownInPart() throws ContainerRefused {
    workers.start(REQUEST);
    containers.words = "x".repeat(2 * WorkerExit.MOST_BYTES);
    containers.crash("worker-1", 1);

    assertThat(workers.end("worker-1").orElseThrow().lastWords())
        .isEqualTo("(a line of more than 16 KiB)");
  }

  @Test
  void anEndIsRememberedWithItsCode() throws ContainerRefused {
    workers.start(REQUEST);

    var end = workers.end("worker-1");

    assertThat(end).isPresent();
    assertThat(workers.list()).isEmpty();
    assertThat(workers.exits()).containsExactly(new WorkerExit("worker-1", 143, false, NOW, ""));
  }

  @Test
  void aWorkerOfAnAssignedStepIsLeftAlone() throws ContainerRefused {
    workers.start(REQUEST);
    deployments.assign(FLOW, List.of(assignment(StepAssignment.State.RUNNING, IMAGE)));

    reap();

    assertThat(workers.list()).hasSize(1);
  }

  @Test
  void workersThatNobodyWantsEnd() throws Exception {
    workers.start(REQUEST);
    reap();
    assertThat(workers.list()).isEmpty();

    workers.start(REQUEST);
    deployments.assign(FLOW, List.of(assignment(StepAssignment.State.PAUSED, IMAGE)));
    reap();
    assertThat(workers.list()).isEmpty();

    workers.start(REQUEST);
    deployments.assign(FLOW, List.of(assignment(StepAssignment.State.RUNNING, IMAGE)));
    Files.delete(folder.resolve("workers/worker-1"));
    reap();
    assertThat(workers.list()).isEmpty();
  }

  @Test
  void workersOfASuspendedOrganizationEnd() throws Exception {
    deployments.assign(FLOW, List.of(assignment(StepAssignment.State.RUNNING, IMAGE)));
    workers.start(REQUEST);

    new ReapWorkers(workers, engine, deployments, new Suspended(Set.of("globex")), clock(31))
        .reap();
    assertThat(workers.list()).hasSize(1);

    new ReapWorkers(workers, engine, deployments, new Suspended(Set.of("acme")), clock(31)).reap();
    assertThat(workers.list()).isEmpty();
  }

  private record Suspended(Set<String> organizations) implements Memberships {
    @Override
    public Optional<Standing> of(OrganizationName organization, Caller caller) {
      throw new UnsupportedOperationException("nobody calls here");
    }

    @Override
    public boolean isStopped(OrganizationName organization) {
      return organizations.contains(organization.value());
    }
  }

  private ImageDigest javaImage() throws Exception {
    var store = new ImageStore(folder.resolve("images"));
    var config =
        "{\"config\":{\"Entrypoint\":[\"/opt/java/bin/java\",\"-Xmx9m\",\"io.tributary.host.Main\"]}}";
    var bytes = config.getBytes(StandardCharsets.UTF_8);
    var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    var digest = "sha256:" + HexFormat.of().formatHex(hash);
    store.writeBlob(digest, new ByteArrayInputStream(bytes));
    var manifest =
        """
        {"schemaVersion": 2, "layers": [], "config": {"digest": "%s", "size": %d,
         "mediaType": "application/vnd.oci.image.config.v1+json"}}
        """
            .formatted(digest, bytes.length);
    return store.list(manifest.getBytes(StandardCharsets.UTF_8));
  }

  private void reap() {
    new ReapWorkers(workers, engine, deployments, new Suspended(Set.of()), clock(31)).reap();
  }

  private static Clock clock(int seconds) {
    return Clock.fixed(NOW.plusSeconds(seconds), ZoneOffset.UTC);
  }

  private static StepAssignment assignment(StepAssignment.State state, ImageDigest image) {
    return new StepAssignment(
        new OrganizationName("acme"),
        FLOW,
        new FlowName("leads"),
        1,
        STEP,
        state,
        VersionRef.parse("northwind/cms-push@1.0.0"),
        image,
        new StepAssignment.Operation("action", "create-post", "a.Create"),
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        List.of(),
        null,
        StepAssignment.Handling.DEFAULT,
        Set.of(),
        Set.of(),
        RetryPolicy.DEFAULT,
        LIMITS,
        StepAssignment.Workers.fixed(1),
        16,
        30,
        null,
        StepAssignment.Editions.ONLY);
  }
}
