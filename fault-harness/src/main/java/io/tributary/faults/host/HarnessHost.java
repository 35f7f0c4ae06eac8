package io.tributary.faults.host;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A worker's process. Each message says in its {@code acts} what becomes of it at this step; one
 * that says nothing is passed on as it came, one that is no JSON is given up.
 */
public final class HarnessHost {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] ACTS = "\"acts\"".getBytes(StandardCharsets.UTF_8);

  private final String step;
  private final FrameWriter writer;
  private final Performance performance;

  private HarnessHost(String step, FrameWriter writer, Performance performance) {
    this.step = step;
    this.writer = writer;
    this.performance = performance;
  }

  /**
   * Serves until the runner closes.
   *
   * @param arguments the worker's folder, then the target's address, where there is one
   */
  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    var target = arguments.length > 1 ? arguments[1] : "";
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(folder.resolve("step.sock")));
      var reader = FrameReader.fromRunner(channel);
      var writer = new FrameWriter(channel);
      writer.send(
          Frame.of(FrameType.HELLO)
              .with(HeaderKey.PROTOCOL, 1)
              .with(HeaderKey.HOST, "harness/1")
              .with(HeaderKey.TOKEN, Files.readString(folder.resolve("token"))));
      var assigned = reader.read().orElseThrow();
      if (assigned.type() != FrameType.ASSIGN) {
        throw new IOException("not assigned: " + assigned);
      }
      var work = JSON.readTree(assigned.body());
      var step = work.path("step").asString("");
      var component = work.path("component").asString("");
      var place = step + component.substring(component.indexOf('@'));
      writer.send(Frame.of(FrameType.READY).with(HeaderKey.CREDITS, 256));
      new HarnessHost(step, writer, new Performance(channel, writer, target, place)).serve(reader);
    }
    // A message in hand may hold a thread for ever; the runner has gone, and so do we.
    Runtime.getRuntime().halt(0);
  }

  private void serve(FrameReader reader) throws IOException {
    for (var frame = reader.read(); frame.isPresent(); frame = reader.read()) {
      switch (frame.get().type()) {
        case DRAIN -> {
          writer.flushFully();
          return;
        }
        case MESSAGE -> take(frame.get());
        default -> {
          // Cancellations too: who does not hear them is ended by the runner.
        }
      }
      if (!reader.hasBuffered()) {
        writer.flush();
      }
    }
  }

  private void take(Frame message) throws IOException {
    if (!contains(message.body(), ACTS)) {
      passOnOrGiveUp(message);
      return;
    }
    try {
      var body = JSON.readTree(message.body());
      performance.perform(message, body, act(body));
    } catch (JacksonException broken) {
      giveUp(message);
    }
  }

  private Act act(JsonNode body) {
    return Act.of(body.path("acts").path(step));
  }

  private void passOnOrGiveUp(Frame message) throws IOException {
    if (message.body().length > 0 && message.body()[0] == '{') {
      writer.append(Frame.of(FrameType.EMIT, message.id()).withBody(message.body()));
      writer.append(Frame.of(FrameType.DONE, message.id()));
    } else {
      giveUp(message);
    }
  }

  private void giveUp(Frame message) throws IOException {
    writer.append(
        Frame.of(FrameType.FAILED, message.id())
            .with(HeaderKey.KIND, "give-up")
            .with(HeaderKey.ERROR, "NotJson")
            .with(HeaderKey.MESSAGE, "the body cannot be read"));
  }

  private static boolean contains(byte[] text, byte[] word) {
    outer:
    for (int i = 0; i <= text.length - word.length; i++) {
      for (int j = 0; j < word.length; j++) {
        if (text[i + j] != word[j]) {
          continue outer;
        }
      }
      return true;
    }
    return false;
  }
}
