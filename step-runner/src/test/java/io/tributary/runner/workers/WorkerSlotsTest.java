package io.tributary.runner.workers;

import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import io.tributary.runner.bodies.BodyDesk;
import io.tributary.runner.bodies.BodyIds;
import io.tributary.runner.bodies.InMemoryLargeBodies;
import io.tributary.runner.delivery.Worker;
import io.tributary.runner.egress.EgressRules;
import io.tributary.runner.steps.Staffing;
import io.tributary.runner.support.FakeHost;
import io.tributary.runner.workers.WorkerSlots.Surroundings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerSlotsTest {
  private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService alarms = Executors.newScheduledThreadPool(1);
  private Path workers;

  @BeforeEach
  void start() throws IOException {
    workers = Files.createTempDirectory("trw");
  }

  @AfterEach
  void stop() {
    alarms.shutdownNow();
  }

  @Test
  void hostIsGreetedAndAnswersMessages() throws Exception {
    var launcher = new FakeLauncher(workers, FakeHost::serve);

    try (var staff = staff(launcher)) {
      var worker = (Worker) next();
      worker.send(Frame.of(FrameType.MESSAGE, 7).withBody("{}"));
      var answer = (List<?>) next();

      assertThat(worker.credits()).isEqualTo(512);
      assertThat(answer.getFirst()).isEqualTo(Frame.of(FrameType.EMIT, 7).withBody("{}"));
      assertThat(staff).isNotNull();
    }
    assertThat(launcher.ended).isEqualTo(launcher.started);
    try (var left = Files.list(workers)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void folderShowsTheWorkerWhatItNeedsAndNoMore() throws Exception {
    var seen = new LinkedBlockingQueue<String>();
    var launcher =
        new FakeLauncher(
            workers,
            folder -> {
              for (var name : List.of("step.sock", "egress.sock", "token")) {
                seen.add(
                    name
                        + PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve(name))));
              }
              seen.add("size" + Files.readString(folder.resolve("token")).length());
            });

    try (var staff = staff(launcher)) {
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("step.sockrw-rw-rw-");
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("egress.sockrw-rw-rw-");
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("tokenrw-r--r--");
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("size43");
      assertThat(staff).isNotNull();
    }
  }

  @Test
  void hostWithAnotherTokenIsReplaced() throws Exception {
    var launcher =
        new FakeLauncher(workers, folder -> greet(folder, "not the token"), FakeHost::serve);

    try (var staff = staff(launcher)) {
      var worker = (Worker) next();

      assertThat(worker.name()).isEqualTo(launcher.started.get(1));
      assertThat(launcher.ended).contains(launcher.started.get(0));
      assertThat(staff).isNotNull();
    }
  }

  @Test
  void whoMayNotBeStartedIsSaidAndWaitedFor() throws Exception {
    var launcher = new FakeLauncher(workers, FakeHost::serve);
    launcher.refuses("ten workers, its quota");

    try (var staff = staff(launcher)) {
      assertThat(next()).isEqualTo("no room ten workers, its quota");
      assertThat(staff.places()).isEqualTo(1);
    }
    assertThat(launcher.started).isEmpty();
  }

  @Test
  void hostThatNeverConnectsIsReplaced() throws Exception {
    var launcher = new FakeLauncher(workers, folder -> {}, FakeHost::serve);

    try (var staff = staff(launcher)) {
      var worker = (Worker) next();

      assertThat(worker.name()).isEqualTo(launcher.started.get(1));
      assertThat(staff).isNotNull();
    }
  }

  @Test
  void hostThatSendsGarbageIsReplaced() throws Exception {
    var launcher =
        new FakeLauncher(
            workers,
            folder -> {
              var channel = greet(folder, Files.readString(folder.resolve("token")));
              channel.write(ByteBuffer.wrap(new byte[] {0x7f, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
            },
            FakeHost::serve);

    try (var staff = staff(launcher)) {
      var first = (Worker) next();
      var left = next();
      var second = (Worker) next();

      assertThat(left).isEqualTo("left " + first.name());
      assertThat(second.name()).isEqualTo(launcher.started.get(1));
      assertThat(staff).isNotNull();
    }
  }

  @Test
  void talkativeHostWaitsForTheStep() throws Exception {
    var launcher =
        new FakeLauncher(
            workers,
            folder -> {
              var channel = greet(folder, Files.readString(folder.resolve("token")));
              var writer = new FrameWriter(channel);
              for (int i = 1; i <= 5_000; i++) {
                writer.send(Frame.of(FrameType.LOG, i).withBody("x".repeat(10_000)));
              }
            });

    int batches = 0;
    var slots = new WorkerSlots(surroundings(launcher));
    try (var staff =
        slots.staff(
            aStep("work").after("before").build(),
            new Ears() {
              @Override
              public void heard(Worker worker, List<Frame> frames, Runnable handled) {
                heard.add(frames);
              }
            })) {
      staff.hire();
      next();
      while (heard.poll(500, TimeUnit.MILLISECONDS) != null) {
        batches++;
      }
      assertThat(staff).isNotNull();
    }

    assertThat(batches).isEqualTo(2);
  }

  @Test
  void releasedWorkerIsNotReplacedAndAnotherAssignmentIsForTheNextOne() throws Exception {
    var launcher = new FakeLauncher(workers, FakeHost::serve);
    var next = aStep("work").after("before").inRevision(2).build();

    try (var staff = staff(launcher)) {
      var first = (Worker) next();
      staff.change(next);
      staff.hire();
      var second = (Worker) next();
      staff.release(first);
      first.send(Frame.of(FrameType.DRAIN));
      var left = next();

      assertThat(left).isEqualTo("left " + first.name());
      assertThat(staff.places()).isEqualTo(1);
      assertThat(staff.recall()).isFalse();
      assertThat(first.assignment().revision()).isEqualTo(1);
      assertThat(second.assignment()).isEqualTo(next);
    }
    assertThat(launcher.started).hasSize(2);
  }

  private Staffing.Staff staff(FakeLauncher launcher) {
    var staff =
        new WorkerSlots(surroundings(launcher))
            .staff(aStep("work").after("before").build(), new Ears());
    staff.hire();
    return staff;
  }

  private Surroundings surroundings(FakeLauncher launcher) {
    return new Surroundings(
        workers,
        "test-",
        "aaaaaa",
        launcher,
        Lender.of(
            (flow, step, revision) -> {
              throw new IOException("no connection");
            },
            Clock.systemUTC(),
            Lender.UNANSWERED),
        EgressRules.system(Map.of()),
        new BodyDesk.Shop(new InMemoryLargeBodies(), BodyIds.system(), _ -> new byte[0], 0),
        alarms,
        Duration.ofMillis(800),
        Duration.ofSeconds(5));
  }

  private Object next() throws InterruptedException {
    var next = heard.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private static SocketChannel greet(Path folder, String token) throws IOException {
    var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(folder.resolve("step.sock")));
    var writer = new FrameWriter(channel);
    writer.send(
        Frame.of(FrameType.HELLO)
            .with(HeaderKey.PROTOCOL, 1)
            .with(HeaderKey.HOST, "fake/1")
            .with(HeaderKey.TOKEN, token));
    if (FrameReader.fromRunner(channel).read().isPresent()) {
      writer.send(Frame.of(FrameType.READY).with(HeaderKey.CREDITS, 4));
    }
    return channel;
  }

  private class Ears implements Staffing.Listener {
    @Override
    public void joined(Worker worker) {
      heard.add(worker);
    }

    @Override
    public void heard(Worker worker, List<Frame> frames, Runnable handled) {
      heard.add(frames);
      handled.run();
    }

    @Override
    public void left(Worker worker) {
      heard.add("left " + worker.name());
    }

    @Override
    public void takenBack(Worker worker, String why) {}

    @Override
    public void notLent(String why) {}

    @Override
    public void noRoom(String why) {
      heard.add("no room " + why);
    }

    @Override
    public void lastWords(String worker, List<String> lines) {}
  }
}
