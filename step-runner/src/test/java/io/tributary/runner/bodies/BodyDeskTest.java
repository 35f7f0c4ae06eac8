package io.tributary.runner.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import io.tributary.contracts.steps.LargeBody;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.ProtocolViolation;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Pipe;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** A worker's questions about large bodies, over a real channel. */
@Timeout(30)
class BodyDeskTest {
  private static final FlowId FLOW = new FlowId("flow0001");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long MOST = 3_500_000;

  private final InMemoryLargeBodies bodies = new InMemoryLargeBodies();
  private Pipe pipe;
  private FrameReader answers;
  private BodyDesk desk;

  @BeforeEach
  void open() throws Exception {
    pipe = Pipe.open();
    answers = FrameReader.fromRunner(pipe.source());
    var shop = new BodyDesk.Shop(bodies, BodyIds.system(), JSON::writeValueAsBytes, MOST);
    desk = new BodyDesk(FLOW, shop, new FrameWriter(pipe.sink()));
  }

  @AfterEach
  void close() throws Exception {
    desk.close();
    pipe.sink().close();
    pipe.source().close();
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    var content = random(2 * BodyReference.PIECE + 17);
    var body = write(7, content);

    assertThat(body.size()).isEqualTo(content.length);
    assertThat(read(8, body)).isEqualTo(content);
  }

  @Test
  void wholePiecesEndWithAnEmptyOne() throws Exception {
    var content = random(BodyReference.PIECE);

    assertThat(read(8, write(7, content))).isEqualTo(content);
    assertThat(read(9, write(7, new byte[0]))).isEmpty();
  }

  @Test
  void aStreamThatBrokeOffIsNotTheBeginningOfTheNext() throws Exception {
    ask(write(7, random(BodyReference.PIECE), false).with(HeaderKey.FROM, 0));

    var answer = ask(write(7, random(10), true).with(HeaderKey.FROM, 0));

    var body = JSON.readValue(answer.body(), LargeBody.class);
    assertThat(read(8, body)).isEqualTo(random(10));
  }

  @Test
  void oneMessageStoresSoMuchAndNoMore() throws Exception {
    write(7, random(2 * BodyReference.PIECE));
    ask(write(7, random(BodyReference.PIECE), false));

    var refused = ask(write(7, random(BodyReference.PIECE), true));

    assertThat(refused.header(HeaderKey.KIND)).contains("give-up");
    assertThat(refused.header(HeaderKey.MESSAGE).orElse("")).contains("too-large", "3,500,000");
    assertThat(write(8, random(10)).size()).isEqualTo(10);
  }

  @Test
  void aForeignOrBrokenReferenceIsGivenUp() throws Exception {
    var body = write(7, random(10));
    var other =
        body.reference().toString().replaceFirst("/[a-z0-9]{26}/", "/" + "a".repeat(26) + "/");

    assertThat(readFrom(8, 0, other).header(HeaderKey.KIND)).contains("give-up");
    assertThat(readFrom(8, 0, "flow.other.bodies/0").header(HeaderKey.KIND)).contains("give-up");
    assertThat(readFrom(8, 10, body.reference().toString()).body()).isEmpty();
  }

  @Test
  void aBrokerThatIsAwayIsAReasonToComeAgain() throws Exception {
    var body = write(7, random(10));
    bodies.away = true;

    assertThat(readFrom(8, 0, body.reference().toString()).header(HeaderKey.KIND))
        .contains("retry-later");
    assertThat(ask(write(9, random(3), true)).header(HeaderKey.KIND)).contains("retry-later");
  }

  @Test
  void aMessageAsksOneThingAtATime() throws Exception {
    var body = write(7, random(10));
    bodies.gate = new CountDownLatch(1);
    var question =
        Frame.of(FrameType.READ, 8).with(HeaderKey.FROM, 0).withBody(body.reference().toString());
    desk.takes(question);

    assertThatThrownBy(() -> desk.takes(question))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessageContaining("READ before");
    bodies.gate.countDown();
    assertThat(answers.read().orElseThrow().body()).hasSize(10);
    assertThat(readFrom(8, 0, body.reference().toString()).body()).hasSize(10);
  }

  @Test
  void otherFramesAreTheSteps() throws Exception {
    assertThat(desk.takes(Frame.of(FrameType.EMIT, 7))).isFalse();
    assertThat(desk.takes(Frame.of(FrameType.DONE, 7))).isFalse();
  }

  private LargeBody write(long message, byte[] content) throws Exception {
    int at = 0;
    while (content.length - at >= BodyReference.PIECE) {
      var piece = java.util.Arrays.copyOfRange(content, at, at + BodyReference.PIECE);
      assertThat(ask(write(message, piece, false)).header(HeaderKey.KIND)).isEmpty();
      at += BodyReference.PIECE;
    }
    var rest = java.util.Arrays.copyOfRange(content, at, content.length);
    return JSON.readValue(ask(write(message, rest, true)).body(), LargeBody.class);
  }

  private static Frame write(long message, byte[] piece, boolean last) {
    var frame = Frame.of(FrameType.WRITE, message).withBody(piece);
    return last ? frame.with(HeaderKey.LAST, "true") : frame;
  }

  private byte[] read(long message, LargeBody body) throws Exception {
    var all = new ByteArrayOutputStream();
    while (all.size() < body.size()) {
      var part = readFrom(message, all.size(), body.reference().toString());
      assertThat(part.header(HeaderKey.KIND)).isEmpty();
      all.writeBytes(part.body());
    }
    return all.toByteArray();
  }

  private Frame readFrom(long message, long from, String reference) throws Exception {
    return ask(Frame.of(FrameType.READ, message).with(HeaderKey.FROM, from).withBody(reference));
  }

  private Frame ask(Frame question) throws Exception {
    assertThat(desk.takes(question)).isTrue();
    return answers.read().orElseThrow();
  }

  private static byte[] random(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
