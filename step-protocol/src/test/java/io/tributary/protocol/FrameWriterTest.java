package io.tributary.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.ProtocolViolation.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
  private final Wire wire = new Wire();
  private final FrameWriter writer = new FrameWriter(wire);

  @Test
  void framesSentTogetherCostOneWrite() throws IOException {
    var frames = LongStream.rangeClosed(1, 200).mapToObj(FrameWriterTest::done).toList();

    writer.sendAll(frames);

    assertThat(wire.writes).isEqualTo(1);
    assertThat(wire.frames()).isEqualTo(frames);
  }

  @Test
  void appendedFrameLeavesWithTheNextSent() throws IOException {
    writer.append(done(1));
    assertThat(wire.writes).isZero();

    writer.send(done(2));

    assertThat(wire.writes).isEqualTo(1);
    assertThat(wire.frames()).containsExactly(done(1), done(2));
  }

  @Test
  void manyThreadsKeepEachTheirOrder() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent = new ArrayList<java.util.concurrent.Future<?>>();
      for (long id = 1; id <= 50; id++) {
        long message = id;
        sent.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 40; i++) {
                    writer.append(Frame.of(FrameType.EMIT, message).withBody("" + i));
                  }
                  writer.send(done(message));
                  return null;
                }));
      }
      for (var each : sent) {
        each.get();
      }
    }

    var frames = wire.frames();

    assertThat(frames).hasSize(50 * 41);
    for (long id = 1; id <= 50; id++) {
      long message = id;
      var own = frames.stream().filter(frame -> frame.id() == message).toList();
      assertThat(own.subList(0, 40))
          .extracting(Frame::bodyText)
          .containsExactlyElementsOf(counted());
      assertThat(own.getLast().type()).isEqualTo(FrameType.DONE);
    }
  }

  @Test
  void tooBigFrameIsRefusedBeforeAByteOfItIsWritten() throws IOException {
    var tooBig = Frame.of(FrameType.EMIT, 1).withBody(new byte[Limits.BODY + 1]);

    assertThatThrownBy(() -> writer.send(tooBig))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            violation -> assertThat(violation.rule()).isEqualTo(Rule.BODY_SIZE));

    writer.send(done(2));
    assertThat(wire.frames()).containsExactly(done(2));
  }

  @Test
  void slowReaderSlowsItsWritersDown() throws Exception {
    wire.closeGate();
    var big = Frame.of(FrameType.EMIT, 1).withBody(new byte[900 * 1024]);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent = new ArrayList<java.util.concurrent.Future<?>>();
      for (int i = 0; i < 4; i++) {
        sent.add(
            threads.submit(
                () -> {
                  writer.send(big);
                  return null;
                }));
      }
      assertThat(sent).anySatisfy(each -> assertThat(each.isDone()).isFalse());

      wire.openGate();
    }

    assertThat(wire.frames()).hasSize(4);
  }

  @Test
  void afterABrokenWriteEveryCallFails() {
    var broken =
        new FrameWriter(
            new WritableByteChannel() {
              @Override
              public int write(ByteBuffer source) throws IOException {
                throw new IOException("gone");
              }

              @Override
              public boolean isOpen() {
                return false;
              }

              @Override
              public void close() {}
            });

    assertThatThrownBy(() -> broken.send(done(1))).hasMessage("gone");
    assertThatThrownBy(() -> broken.send(done(2))).hasMessage("the connection is broken");
  }

  private static Frame done(long id) {
    return Frame.of(FrameType.DONE, id);
  }

  private static List<String> counted() {
    return LongStream.range(0, 40).mapToObj(Long::toString).toList();
  }

  private static final class Wire implements WritableByteChannel {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    int writes;

    void closeGate() {
      gate = new CountDownLatch(1);
    }

    void openGate() {
      gate.countDown();
    }

    List<Frame> frames() throws IOException {
      var reader =
          FrameReader.fromHost(Channels.newChannel(new ByteArrayInputStream(bytes.toByteArray())));
      var frames = new ArrayList<Frame>();
      for (var next = reader.read(); next.isPresent(); next = reader.read()) {
        frames.add(next.get());
      }
      return frames;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      try {
        gate.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException(interrupted);
      }
      var part = new byte[source.remaining()];
      source.get(part);
      bytes.writeBytes(part);
      writes++;
      return part.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
