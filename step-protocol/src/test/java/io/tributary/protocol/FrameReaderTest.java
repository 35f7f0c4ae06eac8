package io.tributary.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.ProtocolViolation.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  @Test
  void readsWhatTheDocumentSpells() throws IOException {
    var bytes = HexFormat.of().parseHex("00000017" + "03" + "0000000000000007" + "0001");
    var rest = ("\u0003key\0\0\0\u0002k1" + "42").getBytes(UTF_8);

    var frame = reader(join(bytes, rest)).read().orElseThrow();

    assertThat(frame).isEqualTo(Frame.of(FrameType.EMIT, 7).with("key", "k1").withBody("42"));
  }

  @Test
  void readsAFrameThatComesByteByByte() throws IOException {
    var whole = bytes(Frame.of(FrameType.EMIT, 7).with("key", "schlüssel").withBody("{}"));

    var frame = FrameReader.fromHost(oneByteAtATime(whole)).read().orElseThrow();

    assertThat(frame.header("key")).contains("schlüssel");
    assertThat(frame.bodyText()).isEqualTo("{}");
  }

  @Test
  void readsABodyOfSixteenMebibytes() throws IOException {
    var body = new byte[Limits.BODY];
    new Random(1).nextBytes(body);

    var frame = reader(bytes(Frame.of(FrameType.EMIT, 7).withBody(body))).read().orElseThrow();

    assertThat(frame.body()).isEqualTo(body);
  }

  @Test
  void stepsCountToTheBodyAndNotToTheHeaders() throws IOException {
    var steps = "x".repeat(Limits.HEADERS + 1);
    var sent = Frame.of(FrameType.MESSAGE, 7).with(HeaderKey.STEPS, steps).withBody("{}");

    var frame = FrameReader.fromRunner(channel(bytes(sent))).read();

    assertThat(frame).contains(sent);
    breaks(
        Rule.HEADER_SIZE,
        raw(3, 7, 1, header("steps", steps)),
        "the exception is made for messages only");
  }

  @Test
  void tellsAnEndBetweenFramesFromAnEndWithinOne() throws IOException {
    var whole = bytes(Frame.of(FrameType.DONE, 7));
    var reader = reader(whole);

    reader.read();

    assertThat(reader.read()).isEmpty();
    assertThatThrownBy(() -> reader(java.util.Arrays.copyOf(whole, 9)).read())
        .isInstanceOf(EOFException.class);
  }

  @Test
  void eachBrokenRuleIsNamed() throws IOException {
    breaks(Rule.LENGTH, HexFormat.of().parseHex("0000000a" + "00".repeat(10)), "too short");
    breaks(Rule.LENGTH, HexFormat.of().parseHex("01010001" + "00".repeat(20)), "too long");
    breaks(Rule.LENGTH, HexFormat.of().parseHex("ffffffff" + "00".repeat(20)), "negative");
    breaks(Rule.TYPE, raw(99, 0, 0, new byte[0]), "unknown type");
    breaks(Rule.DIRECTION, raw(32, 0, 0, new byte[0]), "the runner's word");
    breaks(Rule.ID, raw(7, 0, 0, new byte[0]), "done with nothing");
    breaks(Rule.ID, raw(1, 5, 0, new byte[0]), "hello about a message");
    breaks(Rule.HEADER_COUNT, raw(3, 7, 65, new byte[0]), "too many headers");
    breaks(Rule.LENGTH, raw(3, 7, 1, new byte[0]), "promised header missing");
    breaks(Rule.HEADER_KEY, raw(3, 7, 1, header("Key", "v")), "capital letter");
    breaks(Rule.HEADER_KEY, raw(3, 7, 1, header("", "v")), "empty key");
    breaks(
        Rule.HEADER_KEY,
        raw(3, 7, 2, join(header("key", "a"), header("key", "b"))),
        "the same key twice");
    breaks(Rule.HEADER_SIZE, raw(3, 7, 1, header("key", "x".repeat(66_000))), "headers too big");
    breaks(
        Rule.HEADER_VALUE, raw(3, 7, 1, new byte[] {1, 'k', 0, 0, 0, 1, (byte) 0xff}), "not UTF-8");
    breaks(Rule.BODY, raw(7, 7, 0, new byte[] {1}), "done carries no body");
    breaks(Rule.BODY_SIZE, raw(9, 7, 0, new byte[Limits.TEXT + 1]), "log line too long");
  }

  @Test
  void noiseNeverEscapesAsAnythingButAnIOException() {
    var random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      var noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      if (noise.length > 4 && random.nextBoolean()) {
        ByteBuffer.wrap(noise).putInt(noise.length - 4);
        noise[4] = (byte) (1 + random.nextInt(12));
      }
      try {
        var reader = reader(noise);
        while (reader.read().isPresent()) {}
      } catch (IOException expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
  }

  private static void breaks(Rule rule, byte[] bytes, String because) {
    assertThatThrownBy(() -> reader(bytes).read())
        .as(because)
        .isInstanceOfSatisfying(
            ProtocolViolation.class, violation -> assertThat(violation.rule()).isEqualTo(rule));
  }

  private static byte[] raw(int type, long id, int headers, byte[] rest) {
    return ByteBuffer.allocate(15 + rest.length)
        .putInt(11 + rest.length)
        .put((byte) type)
        .putLong(id)
        .putShort((short) headers)
        .put(rest)
        .array();
  }

  private static byte[] header(String key, String value) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeByte(key.length());
    out.write(key.getBytes(UTF_8));
    out.writeInt(value.length());
    out.write(value.getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] bytes(Frame frame) throws IOException {
    var bytes = new ByteArrayOutputStream();
    new FrameWriter(Channels.newChannel(bytes)).send(frame);
    return bytes.toByteArray();
  }

  private static FrameReader reader(byte[] bytes) {
    return FrameReader.fromHost(channel(bytes));
  }

  private static ReadableByteChannel channel(byte[] bytes) {
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }

  private static ReadableByteChannel oneByteAtATime(byte[] bytes) {
    var source = ByteBuffer.wrap(bytes);
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer target) {
        if (!source.hasRemaining()) {
          return -1;
        }
        target.put(source.get());
        return 1;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
