package io.tributary.runner.workers;

import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.steps.StepAssignment.HostGrant;
import io.tributary.contracts.workers.ConnectionLease;
import io.tributary.protocol.Frame;
import io.tributary.runner.bodies.BodyDesk;
import io.tributary.runner.bodies.BodyIds;
import io.tributary.runner.bodies.InMemoryLargeBodies;
import io.tributary.runner.delivery.Worker;
import io.tributary.runner.egress.EgressRules;
import io.tributary.runner.egress.Target;
import io.tributary.runner.steps.Staffing;
import io.tributary.runner.support.FakeHost;
import io.tributary.runner.workers.WorkerSlots.Surroundings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeFactory;

/** Workers whose connection is taken away and given back, over real sockets. */
@Timeout(30)
class LentWorkersTest {
  private static final String GONE = "The connection \"cms\" is gone. Make it again.";

  private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService alarms = Executors.newScheduledThreadPool(1);
  private volatile boolean lends = true;
  private Path workers;
  private ServerSocket site;

  @BeforeEach
  void start() throws IOException {
    workers = Files.createTempDirectory("trw");
    site = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    alarms.shutdownNow();
    site.close();
  }

  @Test
  void workerEndsWhenItsLeaseIsRefusedAndComesBackWithTheConnection() throws Exception {
    var launcher = new FakeLauncher(workers, FakeHost::serve);

    try (var staff = staff(launcher)) {
      staff.hire();
      var first = (Worker) next();
      lends = false;
      first.renewConnection();
      var takenBack = next();
      var left = next();
      var notLent = next();
      lends = true;
      var second = afterThat("not lent " + GONE);

      assertThat(takenBack).isEqualTo("taken back " + first.name() + " " + GONE);
      assertThat(left).isEqualTo("left " + first.name());
      assertThat(notLent).isEqualTo("not lent " + GONE);
      assertThat(second).isInstanceOf(Worker.class).isNotEqualTo(first);
    }
    assertThat(launcher.ended).isEqualTo(launcher.started);
  }

  @Test
  void openTunnelsEndWithTheLease() throws Exception {
    var seen = new LinkedBlockingQueue<String>();
    var launcher =
        new FakeLauncher(
            workers,
            folder -> {
              Thread.ofVirtual().start(() -> seen.add(tunnel(folder)));
              FakeHost.serve(folder);
            });

    try (var staff = staff(launcher)) {
      staff.hire();
      var worker = (Worker) next();
      try (var reached = site.accept()) {
        lends = false;
        worker.renewConnection();

        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("OK\n, then closed");
        assertThat(reached.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void lastWordsAreTheStepsWithoutWhatWasLent() throws Exception {
    var launcher =
        new FakeLauncher(
            workers,
            folder -> {
              var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
              channel.connect(UnixDomainSocketAddress.of(folder.resolve("step.sock")));
              channel.close();
            });

    try (var staff = staff(launcher)) {
      launcher.says("tok-12345 is not accepted\n");
      staff.hire();

      assertThat(next()).isEqualTo(List.of("ended with 134", "*** is not accepted"));
    }
  }

  /** What a worker sees of a tunnel from its opening to its end. */
  private String tunnel(Path folder) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(folder.resolve("egress.sock")));
      var line = "CONNECT cms.test 80 " + Files.readString(folder.resolve("token")) + "\n";
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      var answer = ByteBuffer.allocate(100);
      channel.read(answer);
      var said = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
      return said + ", then " + (channel.read(answer) < 0 ? "closed" : "more");
    } catch (IOException broken) {
      return broken.toString();
    }
  }

  private Staffing.Staff staff(FakeLauncher launcher) {
    return new WorkerSlots(surroundings(launcher))
        .staff(aStep("work").after("before").connected("cms").build(), new Ears());
  }

  private Surroundings surroundings(FakeLauncher launcher) {
    var cms = new Target("cms.test", 80);
    var address = (InetSocketAddress) site.getLocalSocketAddress();
    return new Surroundings(
        workers,
        "test-",
        "aaaaaa",
        launcher,
        new Lender(
            (flow, step, revision) -> lends ? new Lending.Lent(lease()) : new Lending.Refused(GONE),
            Clock.systemUTC(),
            // Renewals are asked for by the test; only the wait between two questions is short.
            wait -> Thread.sleep(wait.compareTo(Duration.ofSeconds(30)) < 0 ? 50 : 60_000),
            Lender.UNANSWERED),
        EgressRules.system(Map.of(cms, address)),
        new BodyDesk.Shop(new InMemoryLargeBodies(), BodyIds.system(), _ -> new byte[0], 0),
        alarms,
        Duration.ofMillis(800),
        Duration.ofSeconds(5));
  }

  private static ConnectionLease lease() {
    return new ConnectionLease(
        new ConnectionName("cms"),
        JsonNodeFactory.instance.objectNode().put("token", "tok-12345"),
        Set.of("token"),
        List.of(new HostGrant("cms.test", 80)),
        Instant.now().plusSeconds(300));
  }

  private Object next() throws InterruptedException {
    var next = heard.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private Object afterThat(Object passedOver) throws InterruptedException {
    var next = next();
    while (next.equals(passedOver)) {
      next = next();
    }
    return next;
  }

  private class Ears implements Staffing.Listener {
    @Override
    public void joined(Worker worker) {
      heard.add(worker);
    }

    @Override
    public void heard(Worker worker, List<Frame> frames, Runnable handled) {
      handled.run();
    }

    @Override
    public void left(Worker worker) {
      heard.add("left " + worker.name());
    }

    @Override
    public void takenBack(Worker worker, String why) {
      heard.add("taken back " + worker.name() + " " + why);
    }

    @Override
    public void notLent(String why) {
      heard.add("not lent " + why);
    }

    @Override
    public void noRoom(String why) {
      heard.add("no room " + why);
    }

    @Override
    public void lastWords(String worker, List<String> lines) {
      heard.add(lines);
    }
  }
}
