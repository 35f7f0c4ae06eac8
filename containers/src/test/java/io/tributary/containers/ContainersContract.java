package io.tributary.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.containers.base.BaseImages;
import io.tributary.containers.images.ImageStore;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter confines, held against a program that tries to get out. */
abstract class ContainersContract {
  /** Only its owner may enter, as a home folder: containers must work all the same. */
  private static final Path HIDDEN = Path.of("target", "hidden").toAbsolutePath();

  static final Path INMATE = HIDDEN.resolve("classes");
  private static final String MAIN = "io.tributary.containers.inside.Inmate";

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private ImageStore images;
  private ImageDigest image;
  private Containers containers;
  private int started;

  /** Connects, or fails the test where this adapter cannot work on this machine. */
  abstract Containers open(ImageStore images, Path data) throws ContainerRefused;

  private record Ran(Exit exit, String output) {
    List<String> lines() {
      return output.lines().toList();
    }
  }

  @BeforeEach
  void openStore() throws Exception {
    Files.createDirectories(HIDDEN);
    Files.setPosixFilePermissions(HIDDEN, PosixFilePermissions.fromString("rwx------"));
    copyClasses();
    images = new ImageStore(HIDDEN.resolve("images"));
    image = new BaseImages(images).runtime();
    containers = open(images, HIDDEN.resolve("data"));
  }

  @AfterEach
  void endAll() throws Exception {
    for (var left : containers.running(Map.of("run", run))) {
      left.kill();
      ended(left);
    }
    containers.close();
  }

  @Test
  void runsAsNobodyWithoutPrivileges() throws Exception {
    var status = fields(ran("status").lines(), ":");

    assertThat(status.get("Uid").split("\\s+")).containsOnly("65532");
    assertThat(status.get("Gid").split("\\s+")).containsOnly("65532");
    assertThat(List.of(status.get("CapInh"), status.get("CapPrm"), status.get("CapEff")))
        .containsOnly("0000000000000000");
    assertThat(List.of(status.get("CapBnd"), status.get("CapAmb")))
        .containsOnly("0000000000000000");
    assertThat(status).containsEntry("NoNewPrivs", "1").containsEntry("Seccomp", "2");
  }

  @Test
  void refusesDangerousCalls() throws Exception {
    var calls = ran("calls").lines();

    assertThat(calls)
        .contains(
            "unshare-user -1",
            "unshare-net -1",
            "setuid -1",
            "umount -1",
            "sethostname -1",
            "raw-socket -1",
            "packet-socket -1",
            "crypto-socket -1",
            "vsock -1",
            "new-call -1");
  }

  @Test
  void seesOnlyItsOwnProcesses() throws Exception {
    assertThat(ran("processes").lines()).contains("processes 1");
  }

  @Test
  void writesNowhereButTmp() throws Exception {
    var written = ran("write", "/x,/opt/x,/etc/passwd,/dev/x,/dev/shm/x,/sys/x,/proc/x,/tmp/x");

    assertThat(written.lines())
        .containsExactly(
            "/x refused",
            "/opt/x refused",
            "/etc/passwd refused",
            "/dev/x refused",
            "/dev/shm/x refused",
            "/sys/x refused",
            "/proc/x refused",
            "/tmp/x written");
  }

  @Test
  void sizesTmp() throws Exception {
    var filled = fields(ran("fill", "/tmp/big").lines(), " ");

    assertThat(Integer.parseInt(filled.get("mebibytes"))).isBetween(30, 64);
  }

  @Test
  void hasNoNetworkButItsLoopback() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getByName("0.0.0.0"))) {
      var ran = ran("network", String.valueOf(server.getLocalPort()));

      assertThat(ran.lines())
          .containsExactly(
              "interface lo", "127.0.0.1 refused", "172.17.0.1 refused", "169.254.169.254 refused");
    }
  }

  @Test
  void bindsLowPortsOnLoopback() throws Exception {
    assertThat(ran("bind", "127.64.0.1").lines()).containsExactly("bound 53", "bound 443");
  }

  @Test
  void inheritsNoEnvironment() throws Exception {
    var ran =
        run(spec -> spec.withEnvironment(Map.of("GIVEN", "it's \"quoted\" $HOME")), "environment");

    assertThat(fields(ran.lines(), "=").keySet())
        .isSubsetOf("PATH", "HOME", "HOSTNAME", "JAVA_HOME", "PWD", "GIVEN");
    assertThat(fields(ran.lines(), "=")).containsEntry("GIVEN", "it's \"quoted\" $HOME");
  }

  @Test
  void showsItsLimitsToTheJvm() throws Exception {
    var machine = fields(ran("machine").lines(), " ");

    assertThat(machine).containsEntry("processors", "1");
    assertThat(Integer.parseInt(machine.get("heap"))).isLessThan(200);
  }

  @Test
  void killsMemoryHog() throws Exception {
    var spec = spec("hog");
    var command = new ArrayList<>(spec.command());
    command.add(1, "-Xmx4g");

    var exit = ended(containers.start(spec.withCommand(command))).exit();

    assertThat(exit).isEqualTo(new Exit(137, true, false));
  }

  @Test
  void containsProcessBomb() throws Exception {
    var threads = fields(ran("threads").lines(), " ");

    assertThat(Integer.parseInt(threads.get("threads"))).isBetween(50, 256);
  }

  @Test
  void limitsOpenFiles() throws Exception {
    var files = fields(ran("files").lines(), " ");

    assertThat(Integer.parseInt(files.get("files"))).isBetween(500, 1024);
  }

  @Test
  void writesOnlyToWritableMounts() throws Exception {
    Path readOnly = folder("read-only");
    Path writable = folder("writable");
    ContainerUser.own(writable);

    var ran =
        run(
            spec ->
                withMounts(
                    spec,
                    Mount.readOnly(readOnly, "/run/tributary"),
                    Mount.writable(writable, "/work/out")),
            "write",
            "/run/tributary/x,/work/out/x");

    assertThat(ran.lines()).containsExactly("/run/tributary/x refused", "/work/out/x written");
    assertThat(writable.resolve("x")).hasContent("written");
  }

  @Test
  void connectsToSocketInReadOnlyFolder() throws Exception {
    Path folder = Files.createTempDirectory("socket");
    Path socket = folder.resolve("step.sock");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));

      var ran =
          run(
              spec -> withMounts(spec, Mount.readOnly(folder, "/run/tributary")),
              "socket",
              "/run/tributary/step.sock");

      assertThat(ran.lines()).containsExactly("connected");
      try (var connection = server.accept()) {
        var heard = ByteBuffer.allocate(5);
        connection.read(heard);
        assertThat(new String(heard.array(), UTF_8)).isEqualTo("hello");
      }
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(folder);
    }
  }

  @Test
  void findsItsContainersAgain() throws Exception {
    var before = containers.start(spec("wait").withLabels(Map.of("run", run, "step", "notify")));
    containers.close();

    containers = open(new ImageStore(HIDDEN.resolve("images")), HIDDEN.resolve("data"));

    var found = containers.running(Map.of("run", run, "step", "notify"));
    assertThat(found).extracting(Container::id).containsExactly(before.id());
    assertThat(found.getFirst().name()).isEqualTo(before.name());
    assertThat(found.getFirst().labels()).isEqualTo(Map.of("run", run, "step", "notify"));
    assertThat(containers.running(Map.of("run", run, "step", "other"))).isEmpty();
    found.getFirst().kill();
    assertThat(ended(found.getFirst()).exit().code()).isEqualTo(137);
    assertThat(containers.running(Map.of("run", run))).isEmpty();
  }

  @Test
  void endsPolitelyWithinItsGrace() throws Exception {
    var container = containers.start(spec("polite"));
    Awaitility.await().until(() -> container.logTail(1000).contains("waiting"));

    container.stop(Duration.ofSeconds(10));

    assertThat(container.exit()).isDone();
    assertThat(ended(container).exit().code()).isEqualTo(143);
    assertThat(container.logTail(1000)).contains("goodbye");
  }

  @Test
  void ranOutContainerMayBeKilledAgain() throws Exception {
    var container = containers.start(spec("exit", "7"));

    var ran = ended(container);
    container.kill();

    assertThat(ran.exit()).isEqualTo(new Exit(7, false, false));
  }

  @Test
  void killsWhenTimeIsOver() throws Exception {
    var container = containers.start(spec("wait").withTimeLimit(Duration.ofSeconds(1)));

    assertThat(ended(container).exit()).isEqualTo(new Exit(137, false, true));
  }

  @Test
  void capsItsLog() throws Exception {
    Path log = folder("logs").resolve("step.log");

    var ran = run(spec -> spec.withLog(log), "chatter", "40");

    assertThat(ran.exit().code()).isZero();
    assertThat(Files.size(log) + Files.size(log.resolveSibling("step.log.1")))
        .isBetween(1L << 20, 2L * ContainerSpec.LOG_BYTES + 1000);
    assertThat(ran.output().contains("last line\n")).isTrue();
    assertThat(Files.readString(log).substring(0, 17)).isEqualTo("[log turned over;");
  }

  @Test
  void refusesWithAdvice() throws Exception {
    var running = containers.start(spec("wait"));
    var same = spec("wait");
    var twin =
        new ContainerSpec(
            running.name(),
            image,
            same.command(),
            Map.of(),
            same.mounts(),
            same.limits(),
            same.labels(),
            same.log(),
            same.timeLimit());
    var unknown = new ImageDigest("sha256:" + "0".repeat(64));

    refused(twin, ContainerRefused.Code.NAME_TAKEN);
    refused(ContainerSpec.of("t-" + run, unknown), ContainerRefused.Code.IMAGE_UNKNOWN);
    refused(
        withMounts(spec("wait"), Mount.readOnly(Path.of("/nowhere"), "/x")),
        ContainerRefused.Code.MOUNT_REFUSED);
    refused(spec("wait").withCommand(List.of("/no/program")), ContainerRefused.Code.START_FAILED);
  }

  /** A build beside a step. */
  @Test
  void givesWayToWhatDoesNot() throws Exception {
    var ordinary = new Limits(256, 1, 2, 64, 16, 256, false);
    var step = containers.start(spec("spin", "60000").withLimits(ordinary));
    long alike = spun(ordinary);
    long givingWay = spun(ordinary.givingWay());
    step.kill();

    System.out.printf(
        "%s: beside a busy container another one has %d ms of two processors in 2 s, one that gives"
            + " way %d ms%n",
        containers.engine(), alike, givingWay);
    if (givesWay(containers)) {
      assertThat(givingWay).isLessThan(alike * 3 / 4);
    }
  }

  private long spun(Limits limits) throws Exception {
    var ran = run(spec -> spec.withLimits(limits), "spin", "2000");
    return Long.parseLong(fields(ran.lines(), " ").get("used"));
  }

  /** Whether this engine lets the group be made in which all lie that give way. */
  boolean givesWay(Containers engine) {
    return true;
  }

  @Test
  void startsSoon() throws Exception {
    run(spec -> spec, "nothing");
    var engineMillis = new ArrayList<Long>();
    var mainMillis = new ArrayList<Long>();

    for (int i = 0; i < 7; i++) {
      long begun = System.nanoTime();
      var container = containers.start(spec("nothing"));
      engineMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
      ended(container);
      mainMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    System.out.printf(
        "%s: start() returns after %s ms, main done and cleared after %s ms (median of 7)%n",
        containers.engine(), median(engineMillis), median(mainMillis));
    assertThat(median(engineMillis)).isLessThan(5_000);
  }

  private Ran ran(String... arguments) throws Exception {
    return run(spec -> spec, arguments);
  }

  private Ran run(UnaryOperator<ContainerSpec> with, String... arguments) throws Exception {
    return ended(containers.start(with.apply(spec(arguments))));
  }

  private Ran ended(Container container) throws Exception {
    var exit = container.exit().get(60, TimeUnit.SECONDS);
    return new Ran(exit, container.logTail(20_000));
  }

  /** As it is open now. */
  Containers containers() {
    return containers;
  }

  /** Where this test's images are. */
  ImageStore images() {
    return images;
  }

  /** The inmate, doing this. */
  ContainerSpec spec(String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                BaseImages.JAVA,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                "/inmate",
                MAIN));
    command.addAll(List.of(arguments));
    return ContainerSpec.of("t-" + run + "-" + started++, image)
        .withCommand(command)
        .withMounts(List.of(Mount.readOnly(INMATE, "/inmate")))
        .withLabels(Map.of("run", run));
  }

  private static ContainerSpec withMounts(ContainerSpec spec, Mount... more) {
    var mounts = new ArrayList<>(spec.mounts());
    mounts.addAll(List.of(more));
    return spec.withMounts(mounts);
  }

  private void refused(ContainerSpec spec, ContainerRefused.Code code) {
    assertThatThrownBy(() -> containers.start(spec))
        .isInstanceOfSatisfying(
            ContainerRefused.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.advice()).isNotBlank();
            });
  }

  private static Path folder(String name) throws IOException {
    return Files.createTempDirectory(HIDDEN, name);
  }

  private static void copyClasses() throws IOException {
    Path from = Path.of("target", "test-classes");
    Path inside = Path.of("io/tributary/containers/inside");
    Files.createDirectories(INMATE.resolve(inside));
    try (var classes = Files.newDirectoryStream(from.resolve(inside))) {
      for (Path each : classes) {
        Path copy = INMATE.resolve(from.relativize(each));
        if (!Files.exists(copy) || Files.mismatch(each, copy) >= 0) {
          Files.write(copy, Files.readAllBytes(each));
        }
      }
    }
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static Map<String, String> fields(List<String> lines, String separator) {
    return lines.stream()
        .filter(line -> line.contains(separator))
        .map(line -> line.split(separator, 2))
        .collect(Collectors.toMap(part -> part[0], part -> part[1].strip(), (a, _) -> a));
  }
}
