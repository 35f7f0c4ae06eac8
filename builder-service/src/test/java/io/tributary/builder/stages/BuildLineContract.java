package io.tributary.builder.stages;

import static io.tributary.builder.builds.BuildFixtures.COMMIT;
import static io.tributary.builder.builds.BuildFixtures.aBuild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.builder.artifacts.Artifacts;
import io.tributary.builder.artifacts.Central;
import io.tributary.builder.artifacts.HttpUpstream;
import io.tributary.builder.image.JibImages;
import io.tributary.builder.image.MadeImage;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.parts.ShippedParts;
import io.tributary.builder.sandbox.ContainerBuildSandbox;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Containers;
import io.tributary.containers.Limits;
import io.tributary.containers.base.BaseImages;
import io.tributary.containers.images.ImageBroken;
import io.tributary.containers.images.ImageStore;
import io.tributary.containers.starts.StartCaches;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.foundation.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stages promise on any engine: real Maven, real images. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BuildLineContract {
  private static final AtomicLong NUMBERS = new AtomicLong(ProcessHandle.current().pid() * 1_000);

  private final Path data = Path.of("target", "it-data").toAbsolutePath();
  private ImageStore store;
  private StartCaches caches;
  private Containers containers;
  private JibImages images;
  private ShippedParts parts;
  private Artifacts artifacts;
  private BaseImages bases;
  private BuildLogs logs;

  abstract Containers open(ImageStore store, Path data) throws Exception;

  @BeforeAll
  void opens() throws Exception {
    Files.createDirectories(data);
    store = new ImageStore(data.resolve("images"));
    caches = new StartCaches(store);
    containers = open(store, data);
    bases = new BaseImages(store);
    parts = ShippedParts.layOut(data.resolve("parts"), "0.1.0");
    images = new JibImages(store, () -> made(bases::runtime), parts.host(), data.resolve("jib"));
    artifacts =
        new Artifacts(
            parts.shelf(),
            data.resolve("artifacts"),
            new HttpUpstream(Central.address()),
            Clock.systemUTC());
    logs = new BuildLogs(data.resolve("builds"), Json.mapper(), Clock.systemUTC());
  }

  @AfterAll
  void closes() {
    containers.close();
  }

  @Test
  void oneClassBecomesAnImageWithTheSameDigestTwice() throws Exception {
    var first = build(Components.oneClass());
    var second = build(Components.oneClass());

    assertThat(second.image()).isEqualTo(first.image());
    assertThat(store.has(first.image().digest())).isTrue();
    assertThat(first.image().bytesBesideBase()).isLessThan(10L << 20);
    assertThat(store.read(first.image().digest()).launch().command())
        .startsWith("/opt/java/bin/java")
        .endsWith("io.tributary.host.Main");
    System.out.println("TIMES second build: " + second.log());
  }

  @Test
  void dependencyLandsInItsOwnLayerAndTheSdkDoesNot() throws Exception {
    var built = build(Components.withDependency());

    var root = store.unpacked(built.image().digest());
    assertThat(root.resolve("tributary/lib/commons-codec-1.17.1.jar")).exists();
    assertThat(root.resolve("tributary/lib/component-sdk-0.1.0.jar")).doesNotExist();
    assertThat(root.resolve("tributary/host/component-sdk.jar")).exists();
    assertThat(root.resolve("tributary/component/component.jar")).exists();
    assertThat(Files.readString(root.resolve("tributary/component/component.json")))
        .isEqualTo(Components.MANIFEST);
  }

  @Test
  void workersOfANewImageStartFromItsCache() throws Exception {
    var built = build(Components.withDependency());

    var spec = caches.with(ContainerSpec.of("cached-" + built.id(), built.image().digest()));

    assertThat(built.log()).contains("start cache of ");
    var command = new ArrayList<>(spec.command());
    // Without a runner's socket it only starts and ends; where the cache does not fit, not even so.
    command.addAll(1, List.of("-XX:AOTMode=on", "-Xlog:class+load:file=/dev/stdout"));
    var log = data.resolve("cached-" + built.id() + ".log");
    var worker = containers.start(spec.withCommand(command).withLog(log));
    assertThat(worker.exit().get(1, TimeUnit.MINUTES).code()).isEqualTo(69);
    assertThat(Files.readString(log))
        .contains("io.tributary.host.Main source: shared objects file")
        .contains("acme.Add source: shared objects file")
        .contains("org.apache.commons.codec.digest.DigestUtils source: shared objects file");
  }

  @Test
  void componentThatDoesNotCompileFailsWithFileAndLine() {
    assertThatThrownBy(() -> build(Components.notCompiling()))
        .isInstanceOfSatisfying(
            StageFailed.class,
            failed -> {
              assertThat(failed.failure().stage()).isEqualTo("compile");
              assertThat(failed.failure().code()).isEqualTo("compile-failed");
              assertThat(failed.failure().message())
                  .startsWith("src/main/java/acme/Void.java:5: cannot find symbol: method id()");
            });
  }

  @Test
  void hostileBuildReachesNothing() throws Exception {
    try (var neighbour = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var built = build(Components.hostile(neighbour.getLocalPort()));

      assertThat(built.log()).contains("network: unreachable").doesNotContain("REACHED");
      assertThat(built.log()).doesNotContain("WROTE").doesNotContain("TRIBUTARY_");
      assertThat(containers.running(Map.of("tributary.build", Long.toString(built.id()))))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "email"})
  void officialConnectorBecomesASmallImage(String connector) throws Exception {
    var folder = Path.of(System.getProperty("tributary.root"), "connectors", connector);
    var sources = FolderSources.of(folder);

    var built = build(sources, Files.readString(folder.resolve("component.json")));

    assertThat(built.image().bytesBesideBase()).isLessThan(10L << 20);
    System.out.println("TIMES " + connector + ": " + built.log());
  }

  private record Built(long id, MadeImage image, String log) {}

  private Built build(FolderSources sources) throws Exception {
    return build(sources, Components.MANIFEST);
  }

  private Built build(FolderSources sources, String manifest) throws Exception {
    long id = NUMBERS.incrementAndGet();
    var build = aBuild(id, COMMIT, manifest);
    var sandbox =
        new ContainerBuildSandbox(
            containers, () -> made(bases::javaBuild), new Limits(1536, 2, 256, 640, 4_096));
    var line =
        new BuildLine(
            new Fetch(sources),
            new Detect(),
            new Compile(sandbox, artifacts, parts.agent(), Duration.ofMinutes(5)),
            new Collect(),
            new Assemble(images, new TrainImage(caches, containers)));
    try (var log = logs.open(build.id());
        var site = BuildSite.open(build, data.resolve("sites/" + id), log)) {
      var image = line.run(site, new StageBook(log));
      return new Built(id, image, String.join("\n", logs.from(build.id(), 1).next()));
    } catch (StageFailed failed) {
      System.out.println(String.join("\n", logs.from(build.id(), 1).next()));
      throw failed;
    }
  }

  private interface Making {
    ImageDigest make() throws IOException, ImageBroken;
  }

  private static ImageDigest made(Making making) {
    try {
      return making.make();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (ImageBroken broken) {
      throw new IllegalStateException(broken);
    }
  }
}
