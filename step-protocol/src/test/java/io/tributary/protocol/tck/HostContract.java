package io.tributary.protocol.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.Limits;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What {@code docs/step-protocol.md} asks of a host, as a real process on a real socket. A host's
 * language brings one test component, whose action takes {@code {"do": …}}:
 *
 * <ul>
 *   <li>{@code emit}: emits {@code value} as often as {@code times} says (default 1), under {@code
 *       key} where given
 *   <li>{@code fail}: fails as {@code kind} says, with the text {@code message}, after {@code
 *       retryAfterMs} where given; kind {@code other} is any exception of the language
 *   <li>{@code wait}: waits until it is cancelled
 *   <li>{@code reply}: answers status 201, header {@code x-kind: test}, text {@code value}
 *   <li>{@code save}: saves {@code value} as snapshot, then emits what was saved before, or null
 *   <li>{@code print}: prints {@code value} to its standard output
 *   <li>{@code connection}: emits the connection's {@code user} and logs its secret {@code
 *       password}
 *   <li>{@code read}: reads the large body that {@code body} stands for and emits how many bytes
 *       came
 *   <li>{@code write}: stores {@code size} bytes as a large body and emits what stands for it
 *   <li>{@code context}: emits execution, idempotencyKey and attempt as an object
 * </ul>
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class HostContract {
  private final ArrayList<TestRunner> runners = new ArrayList<>();

  /** The command that starts the host; the folder is also in its environment. */
  protected abstract ProcessBuilder host(Path folder);

  /** What the assignment's {@code main} says for the test component. */
  protected abstract String main();

  @AfterEach
  void endProcesses() throws Exception {
    for (var runner : runners) {
      runner.close();
    }
  }

  @Test
  void saysHelloFirst() throws Exception {
    var hello = started().next();

    assertThat(hello.type()).isEqualTo(FrameType.HELLO);
    assertThat(hello.header(HeaderKey.PROTOCOL)).contains("1");
    assertThat(hello.header(HeaderKey.TOKEN)).contains(TestRunner.TOKEN);
    assertThat(hello.header(HeaderKey.HOST)).isPresent();
  }

  @Test
  void isReadyWithCreditsOnceAssigned() throws Exception {
    var runner = started();
    runner.next();

    runner.send(assign(main(), ""));

    var ready = runner.next();
    assertThat(ready.type()).isEqualTo(FrameType.READY);
    assertThat(Integer.parseInt(ready.required(HeaderKey.CREDITS))).isBetween(1, 1024);
  }

  @Test
  void refusesAComponentThatIsNotThere() throws Exception {
    var runner = started();
    runner.next();

    runner.send(assign(main() + "Missing", ""));

    var refused = runner.next();
    assertThat(refused.type()).isEqualTo(FrameType.REFUSED);
    assertThat(refused.required(HeaderKey.MESSAGE)).contains(main() + "Missing");
    assertThat(runner.closes()).isTrue();
  }

  @Test
  void refusesAMappingThatIsNoExpression() throws Exception {
    var runner = started();
    runner.next();

    runner.send(assign(main(), ", \"mapping\": \"{ \\\"a\\\": \""));

    assertThat(runner.next().required(HeaderKey.MESSAGE)).startsWith("mapping: ");
    assertThat(runner.closes()).isTrue();
  }

  @Test
  void outputsComeBeforeTheEndOfTheirMessage() throws Exception {
    var runner = ready("");

    runner.send(
        message(7, "{\"do\": \"emit\", \"value\": {\"a\": 1}, \"times\": 3, \"key\": \"k\"}"));

    for (int i = 0; i < 3; i++) {
      var emit = runner.next();
      assertThat(emit.type()).isEqualTo(FrameType.EMIT);
      assertThat(emit.id()).isEqualTo(7);
      assertThat(emit.header(HeaderKey.KEY)).contains("k");
      assertThat(emit.bodyText().replace(" ", "")).isEqualTo("{\"a\":1}");
    }
    assertThat(runner.next()).isEqualTo(Frame.of(FrameType.DONE, 7));
  }

  @Test
  void mapsTheMessageAndEarlierStepsToTheInput() throws Exception {
    var runner =
        ready(
            ", \"mapping\": \"{\\\"do\\\": \\\"emit\\\", \\\"value\\\": name &"
                + " $steps.form.mark}\"");

    runner.send(
        message(7, "{\"name\": \"Ada\"}").with(HeaderKey.STEPS, "{\"form\": {\"mark\": \"!\"}}"));

    assertThat(runner.next().bodyText()).isEqualTo("\"Ada!\"");
    assertThat(runner.next().type()).isEqualTo(FrameType.DONE);
  }

  @Test
  void mappingWithoutEndIsStopped() throws Exception {
    var runner = ready(", \"mapping\": \"($f := function($x) { $f($x + 1) }; $f(0))\"");

    runner.send(message(7, "{}"));

    assertThat(runner.next().header(HeaderKey.KIND)).contains("give-up");
    runner.send(message(8, "{}"));
    assertThat(runner.next().id()).isEqualTo(8);
  }

  @Test
  void readsALargeBodyPieceAfterPiece() throws Exception {
    var runner = ready("");
    var content = new byte[Limits.PIECE + 7];
    runner.send(message(7, read(content)));

    var first = runner.next();
    assertThat(first.type()).isEqualTo(FrameType.READ);
    assertThat(first.id()).isEqualTo(7);
    assertThat(first.header(HeaderKey.FROM)).contains("0");
    assertThat(first.bodyText()).isEqualTo("a/reference");
    runner.send(
        Frame.of(FrameType.PART, 7)
            .with(HeaderKey.FROM, 0)
            .withBody(Arrays.copyOf(content, Limits.PIECE)));
    var second = runner.next();
    assertThat(second.header(HeaderKey.FROM)).contains("" + Limits.PIECE);
    runner.send(
        Frame.of(FrameType.PART, 7).with(HeaderKey.FROM, Limits.PIECE).withBody(new byte[7]));

    assertThat(runner.next().bodyText()).isEqualTo("" + content.length);
    assertThat(runner.next()).isEqualTo(Frame.of(FrameType.DONE, 7));
  }

  @Test
  void aLargeBodyThatIsGoneOrAnotherOneFailsTheMessage() throws Exception {
    var runner = ready("");
    runner.send(message(7, read(new byte[5])));
    runner.next();
    runner.send(
        Frame.of(FrameType.PART, 7)
            .with(HeaderKey.KIND, "give-up")
            .with(HeaderKey.MESSAGE, "not kept"));
    var gone = runner.next();
    runner.send(message(8, read(new byte[5])));
    runner.next();
    runner.send(Frame.of(FrameType.PART, 8).withBody("other"));

    assertThat(gone.header(HeaderKey.KIND)).contains("give-up");
    assertThat(gone.required(HeaderKey.MESSAGE)).contains("not kept");
    assertThat(runner.next().type()).isEqualTo(FrameType.FAILED);
  }

  @Test
  void storesALargeBodyPieceAfterPiece() throws Exception {
    var runner = ready("");
    runner.send(message(7, "{\"do\": \"write\", \"size\": " + (Limits.PIECE + 7) + "}"));

    var first = runner.next();
    assertThat(first.type()).isEqualTo(FrameType.WRITE);
    assertThat(first.body()).hasSize(Limits.PIECE);
    assertThat(first.header(HeaderKey.LAST)).isEmpty();
    runner.send(Frame.of(FrameType.WRITTEN, 7));
    var second = runner.next();
    assertThat(second.body()).hasSize(7);
    assertThat(second.header(HeaderKey.LAST)).isPresent();
    runner.send(
        Frame.of(FrameType.WRITTEN, 7)
            .withBody("{\"$body\": \"a/reference\", \"size\": 1000007, \"sha256\": \"00\"}"));

    assertThat(runner.next().bodyText())
        .contains("\"$body\"", "a/reference", "1000007", "\"sha256\"");
    assertThat(runner.next()).isEqualTo(Frame.of(FrameType.DONE, 7));
  }

  private static String read(byte[] content) throws Exception {
    var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    return "{\"do\": \"read\", \"body\": {\"$body\": \"a/reference\", \"size\": %d, \"sha256\": \"%s\"}}"
        .formatted(content.length, sha256);
  }

  @Test
  void failuresKeepTheirKind() throws Exception {
    var runner = ready("");
    for (var kind : new String[] {"retry-later", "give-up", "connection-refused"}) {
      runner.send(
          message(7, "{\"do\": \"fail\", \"kind\": \"" + kind + "\", \"message\": \"no luck\"}"));

      var failed = runner.next();

      assertThat(failed.type()).isEqualTo(FrameType.FAILED);
      assertThat(failed.header(HeaderKey.KIND)).contains(kind);
      assertThat(failed.header(HeaderKey.MESSAGE)).contains("no luck");
      assertThat(failed.header(HeaderKey.ERROR)).isPresent();
    }
  }

  @Test
  void anyOtherFailureIsTriedAgain() throws Exception {
    var runner = ready("");

    runner.send(message(7, "{\"do\": \"fail\", \"kind\": \"other\", \"message\": \"oops\"}"));
    assertThat(runner.next().header(HeaderKey.KIND)).contains("retry-later");

    runner.send(
        message(8, "{\"do\": \"fail\", \"kind\": \"retry-later\", \"retryAfterMs\": 1500}"));
    assertThat(runner.next().header(HeaderKey.RETRY_AFTER_MS)).contains("1500");
  }

  @Test
  void inputThatIsNotJsonIsGivenUp() throws Exception {
    var runner = ready("");

    runner.send(message(7, "{\"do\": "));

    assertThat(runner.next().header(HeaderKey.KIND)).contains("give-up");
  }

  @Test
  void waitingMessagesHoldNobodyUp() throws Exception {
    var runner = ready("");
    for (long id = 1; id <= 20; id++) {
      runner.send(message(id, "{\"do\": \"wait\"}"));
    }

    runner.send(message(99, "{\"do\": \"emit\", \"value\": 1}"));

    assertThat(runner.next().id()).isEqualTo(99);
    assertThat(runner.next()).isEqualTo(Frame.of(FrameType.DONE, 99));
  }

  @Test
  void endsEveryMessageOfFullCredits() throws Exception {
    var runner = started();
    runner.next();
    runner.send(assign(main(), ""));
    int credits = Integer.parseInt(runner.next().required(HeaderKey.CREDITS));
    var open = new HashSet<Long>();
    for (long id = 1; id <= credits; id++) {
      open.add(id);
      runner.send(message(id, "{\"do\": \"emit\", \"value\": " + id + "}"));
    }

    while (!open.isEmpty()) {
      var frame = runner.next();
      if (frame.type() == FrameType.DONE) {
        open.remove(frame.id());
      } else {
        assertThat(frame.bodyText()).isEqualTo("" + frame.id());
      }
    }
  }

  @Test
  void cancelEndsAWaitingMessage() throws Exception {
    var runner = ready("");
    runner.send(message(7, "{\"do\": \"wait\"}"));

    runner.send(Frame.of(FrameType.CANCEL, 7));

    assertThat(runner.next().type()).isEqualTo(FrameType.FAILED);
  }

  @Test
  void replyCarriesStatusHeadersAndBytes() throws Exception {
    var runner = ready("");

    runner.send(message(7, "{\"do\": \"reply\", \"value\": \"hellö\"}"));

    var reply = runner.next();
    assertThat(reply.type()).isEqualTo(FrameType.REPLY);
    assertThat(reply.header(HeaderKey.STATUS)).contains("201");
    assertThat(reply.header("header.x-kind")).contains("test");
    assertThat(reply.bodyText()).isEqualTo("hellö");
  }

  @Test
  void snapshotComesAndGoesWithTheMessage() throws Exception {
    var runner = ready("");

    runner.send(
        message(7, "{\"do\": \"save\", \"value\": 2}")
            .with(HeaderKey.KEY, "k")
            .with(HeaderKey.SNAPSHOT, "1"));

    var snapshot = runner.next();
    assertThat(snapshot.type()).isEqualTo(FrameType.SNAPSHOT);
    assertThat(snapshot.header(HeaderKey.SCOPE)).contains("key");
    assertThat(snapshot.bodyText()).isEqualTo("2");
    assertThat(runner.next().bodyText()).isEqualTo("1");
  }

  @Test
  void contextIsTheMessages() throws Exception {
    var runner = ready("");

    runner.send(message(7, "{\"do\": \"context\"}").with(HeaderKey.ATTEMPT, 3));

    assertThat(runner.next().bodyText().replace(" ", ""))
        .contains("\"execution\":\"e7\"")
        .contains("\"idempotencyKey\":\"i7\"")
        .contains("\"attempt\":3");
  }

  @Test
  void whatItPrintsBecomesALogLineOfItsMessage() throws Exception {
    var runner = ready("");

    runner.send(message(7, "{\"do\": \"print\", \"value\": \"good morning\"}"));
    runner.next();

    assertThat(runner.logs())
        .anySatisfy(
            line -> {
              assertThat(line.id()).isEqualTo(7);
              assertThat(line.bodyText()).isEqualTo("good morning");
            });
  }

  @Test
  void secretsStayOutOfLogsAndRenewalIsUsed() throws Exception {
    var runner = ready("");

    runner.send(message(7, "{\"do\": \"connection\"}"));
    assertThat(runner.next().bodyText()).isEqualTo("\"ada\"");
    runner.next();
    runner.send(
        Frame.of(FrameType.RENEW)
            .withBody(
                "{\"id\": \"c\", \"fields\": {\"user\": \"bea\", \"password\": \"tremendous\"}}"));
    runner.send(message(8, "{\"do\": \"connection\"}"));
    assertThat(runner.next().bodyText()).isEqualTo("\"bea\"");
    runner.next();

    assertThat(runner.logs()).hasSize(2);
    assertThat(runner.logs())
        .allSatisfy(
            line ->
                assertThat(line.bodyText())
                    .contains("***")
                    .doesNotContain("enchantress")
                    .doesNotContain("tremendous"));
  }

  @Test
  void drainEndsWhatIsInFlightAndCloses() throws Exception {
    var runner = ready("");
    for (long id = 1; id <= 50; id++) {
      runner.send(message(id, "{\"do\": \"emit\", \"value\": 1}"));
    }

    runner.send(Frame.of(FrameType.DRAIN));

    int done = 0;
    while (done < 50) {
      done += runner.next().type() == FrameType.DONE ? 1 : 0;
    }
    assertThat(runner.closes()).isTrue();
    assertThat(runner.exitCode()).isZero();
  }

  @Test
  void endsWhenTheRunnerIsGone() throws Exception {
    var runner = ready("");
    runner.send(message(7, "{\"do\": \"wait\"}"));

    runner.disconnect();

    assertThat(runner.exitCode()).isNotZero();
  }

  @Test
  void unknownTypeEndsTheConnection() throws Exception {
    endsBy("type", frame(99, 0, 0));
  }

  @Test
  void wordOfTheHostFromTheRunnerEndsTheConnection() throws Exception {
    endsBy("direction", frame(7, 5, 0));
  }

  @Test
  void tooLongFrameEndsTheConnection() throws Exception {
    endsBy("length", ByteBuffer.allocate(4).putInt(0x0101_0001).array());
  }

  @Test
  void tooShortFrameEndsTheConnection() throws Exception {
    endsBy("length", ByteBuffer.allocate(14).putInt(10).array());
  }

  @Test
  void tooManyHeadersEndTheConnection() throws Exception {
    endsBy("header-count", frame(33, 7, 65));
  }

  @Test
  void messageWithoutIdEndsTheConnection() throws Exception {
    endsBy("id", frame(33, 0, 0));
  }

  @Test
  void secondAssignmentEndsTheConnection() throws Exception {
    endsBy("order", frame(32, 0, 0));
  }

  @Test
  void messageBeforeTheAssignmentEndsTheConnection() throws Exception {
    var runner = started();
    runner.next();

    runner.send(message(7, "{}"));

    assertThat(runner.closes()).isTrue();
    assertThat(runner.exitCode()).isNotZero();
    assertThat(runner.errors()).contains("order");
  }

  @Test
  void idInFlightMustNotComeAgain() throws Exception {
    var runner = ready("");
    runner.send(message(7, "{\"do\": \"wait\"}"));

    runner.send(message(7, "{\"do\": \"wait\"}"));

    assertThat(runner.exitCode()).isNotZero();
    assertThat(runner.errors()).contains("rule id");
  }

  /** A host that is starting, before its {@code HELLO} is read. */
  protected final TestRunner started() throws Exception {
    var runner = TestRunner.start(this::host);
    runners.add(runner);
    return runner;
  }

  /** A host that has said {@code READY} to the test component. */
  protected final TestRunner ready(String more) throws Exception {
    var runner = started();
    runner.next();
    runner.send(assign(main(), more));
    assertThat(runner.next().type()).isEqualTo(FrameType.READY);
    return runner;
  }

  /** An assignment of the test component; {@code more} is JSON that follows. */
  protected static Frame assign(String main, String more) {
    return Frame.of(FrameType.ASSIGN)
        .withBody(
            """
            {"flow": "f", "step": "s", "revision": 1, "component": "p/c@1.0.0", "digest": "sha256:0",
             "operation": {"kind": "action", "name": "test", "main": "%s"}, "fields": {},
             "connection": {"id": "c", "fields": {"user": "ada", "password": "enchantress"}},
             "egress": [] %s}
            """
                .formatted(main, more));
  }

  /** A message as a runner sends it. */
  protected static Frame message(long id, String body) {
    return Frame.of(FrameType.MESSAGE, id)
        .with(HeaderKey.EXECUTION, "e" + id)
        .with(HeaderKey.IDEMPOTENCY_KEY, "i" + id)
        .with(HeaderKey.ATTEMPT, 1)
        .withBody(body);
  }

  private void endsBy(String rule, byte[] bytes) throws Exception {
    var runner = ready("");

    runner.sendRaw(bytes);

    assertThat(runner.closes()).isTrue();
    assertThat(runner.exitCode()).isNotZero();
    assertThat(runner.errors()).contains("rule " + rule + ":");
  }

  private static byte[] frame(int type, long id, int headers) {
    return ByteBuffer.allocate(15)
        .putInt(11)
        .put((byte) type)
        .putLong(id)
        .putShort((short) headers)
        .array();
  }
}
