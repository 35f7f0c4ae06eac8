package io.tributary.faults.host;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Carries out what a message asks for, on a thread of its own where it takes time. */
final class Performance {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 5;

  /** The field of a message that a trail is written into. */
  static final String TRAIL = "trail";

  /** As if the next page had to be read from somewhere. */
  private static final Duration READING = Duration.ofMillis(30);

  private static final int HUGE_PARTS = 50;

  private final SocketChannel channel;
  private final FrameWriter writer;
  private final String target;
  private final String place;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * @param place the step and its component's version, for trails
   */
  Performance(SocketChannel channel, FrameWriter writer, String target, String place) {
    this.channel = channel;
    this.writer = writer;
    this.target = target;
    this.place = place;
  }

  void perform(Frame message, JsonNode body, Act act) throws IOException {
    if (act.kind().isOverAfter(act.number(), attempt(message))) {
      passOn(message);
      return;
    }
    switch (act.kind()) {
      case PASS -> passOn(message);
      case FAIL -> fail(message, "retry-later", "Transient");
      case THROW -> fail(message, "retry-later", "java.lang.IllegalStateException");
      case WAIT -> later(message, () -> Thread.sleep(act.number()));
      case TRAIL -> on(Thread.ofVirtual(), () -> trail(message, body, act.number()));
      case DELIVER -> later(message, () -> deliver(message));
      case PAGES -> on(Thread.ofVirtual(), () -> pages(message, body, act.number()));
      case HUGE -> aside(() -> huge(message));
      case LOOP -> aside(Performance::loop);
      case ENDLESS_LOG -> aside(() -> logForEver(message));
      case OUT_OF_MEMORY -> aside(Performance::fillMemory);
      case EXIT -> Runtime.getRuntime().halt(1);
      case SILENT_EXIT -> Runtime.getRuntime().halt(0);
      case SEGMENTATION_FAULT -> dieBySignal();
      case CLOSE -> channel.close();
      case GARBAGE -> {
        writer.flushFully();
        channel.write(
            ByteBuffer.wrap(
                "\u007f\u007f this is no frame \u007f\u007f"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      }
    }
  }

  private void passOn(Frame message) throws IOException {
    writer.append(Frame.of(FrameType.EMIT, message.id()).withBody(message.body()));
    writer.append(Frame.of(FrameType.DONE, message.id()));
  }

  private void fail(Frame message, String kind, String error) throws IOException {
    writer.append(
        Frame.of(FrameType.FAILED, message.id())
            .with(HeaderKey.KIND, kind)
            .with(HeaderKey.ERROR, error)
            .with(HeaderKey.MESSAGE, "as the message asked"));
  }

  private static int attempt(Frame message) {
    return Integer.parseInt(message.header(HeaderKey.ATTEMPT).orElse("1"));
  }

  /** One target's answer stands for every later call with the same key: at least once is enough. */
  private void deliver(Frame message) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(target))
            .timeout(Duration.ofSeconds(10))
            .header("Idempotency-Key", message.required(HeaderKey.IDEMPOTENCY_KEY))
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.body()))
            .build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("the target answered " + status);
    }
  }

  /** Outputs are parts of the message; the cursor is the number of the next one. */
  private void pages(Frame message, JsonNode body, int parts)
      throws IOException, InterruptedException {
    var cursor = message.header(HeaderKey.CURSOR).orElse("0");
    for (int part = JSON.readTree(cursor).asInt(0); part < parts; part++) {
      if (part > 0 && part % PAGE == 0) {
        writer.send(Frame.of(FrameType.PAGE, message.id()).withBody(Integer.toString(part)));
        Thread.sleep(READING);
      }
      var output = ((ObjectNode) body).put("part", part);
      writer.send(Frame.of(FrameType.EMIT, message.id()).withBody(JSON.writeValueAsBytes(output)));
    }
    writer.send(Frame.of(FrameType.DONE, message.id()));
  }

  private void trail(Frame message, JsonNode body, int millis)
      throws IOException, InterruptedException {
    Thread.sleep(millis);
    var been = body.path(TRAIL).asString("");
    ((ObjectNode) body).put(TRAIL, been.isEmpty() ? place : been + " " + place);
    writer.append(Frame.of(FrameType.EMIT, message.id()).withBody(JSON.writeValueAsBytes(body)));
    writer.send(Frame.of(FrameType.DONE, message.id()));
  }

  private void huge(Frame message) throws IOException {
    var part = new byte[1_000_000];
    java.util.Arrays.fill(part, (byte) '7');
    for (int i = 0; i < HUGE_PARTS; i++) {
      writer.send(Frame.of(FrameType.EMIT, message.id()).withBody(part));
    }
    writer.send(Frame.of(FrameType.DONE, message.id()));
  }

  private void logForEver(Frame message) throws IOException {
    var line = "and so on ".repeat(100);
    for (; ; ) {
      writer.send(
          Frame.of(FrameType.LOG, message.id()).with(HeaderKey.LEVEL, "info").withBody(line));
    }
  }

  private static void loop() {
    long turns = 0;
    while (turns >= 0) {
      turns = turns + 1 & Long.MAX_VALUE;
    }
  }

  private static void fillMemory() {
    var kept = new ArrayList<byte[]>();
    while (kept.size() < 100_000) {
      kept.add(new byte[1_000_000]);
    }
  }

  private static void dieBySignal() throws IOException {
    new ProcessBuilder("kill", "-SEGV", Long.toString(ProcessHandle.current().pid())).start();
  }

  private void later(Frame message, Work work) {
    on(
        Thread.ofVirtual(),
        () -> {
          try {
            work.run();
            passOn(message);
          } catch (IOException failed) {
            fail(message, "retry-later", "TargetAway");
          }
          writer.flush();
        });
  }

  private static void aside(Work work) {
    on(Thread.ofPlatform().daemon(), work);
  }

  private static void on(Thread.Builder thread, Work work) {
    var _ =
        thread.start(
            () -> {
              try {
                work.run();
              } catch (IOException gone) {
                // The runner does not listen any more: there is nobody to tell.
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }
}
