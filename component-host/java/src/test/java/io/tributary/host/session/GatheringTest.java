package io.tributary.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import java.io.IOException;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class GatheringTest {
  private Pipe pipe;
  private FrameWriter writer;
  private FrameReader reader;
  private Gathering gathering;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
    writer = new FrameWriter(pipe.sink());
    reader = FrameReader.fromHost(pipe.source());
    gathering = new Gathering(writer);
    gathering.start();
  }

  @AfterEach
  void close() throws IOException {
    pipe.source().close();
    pipe.sink().close();
  }

  @Test
  void whatWaitsLeavesThoughNobodySaysMore() throws IOException {
    writer.append(Frame.of(FrameType.DONE, 1));
    gathering.leaveSoon();

    assertThat(reader.read()).contains(Frame.of(FrameType.DONE, 1));
  }

  @Test
  void itWakesUpAgainAfterAQuietTime() throws IOException {
    for (long id = 1; id <= 3; id++) {
      while (!gathering.isAsleep()) {
        Thread.onSpinWait();
      }
      writer.append(Frame.of(FrameType.DONE, id));
      gathering.leaveSoon();

      assertThat(reader.read()).contains(Frame.of(FrameType.DONE, id));
    }
  }
}
