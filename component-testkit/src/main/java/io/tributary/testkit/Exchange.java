package io.tributary.testkit;

import io.tributary.host.session.Session;
import io.tributary.protocol.FailureKind;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One conversation with the host in this process: assigns, says one word, hears the answer. */
final class Exchange {
  private final Object component;
  private final byte[] assignment;
  private final KeptBodies bodies;
  private final Duration limit;

  private Exchange(Object component, byte[] assignment, KeptBodies bodies, Duration limit) {
    this.component = component;
    this.assignment = assignment;
    this.bodies = bodies;
    this.limit = limit;
  }

  static Exchange of(Object component, byte[] assignment, KeptBodies bodies, Duration limit) {
    return new Exchange(component, assignment, bodies, limit);
  }

  Result message(Frame message) {
    return result(heard(message));
  }

  byte[] request(Frame request) {
    var last = heard(request).getLast();
    if (last.type() == FrameType.FAILED) {
      throw new AssertionError("the request failed: " + last.bodyText());
    }
    return last.body();
  }

  private List<Frame> heard(Frame word) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var toHost = Pipe.open();
      var fromHost = Pipe.open();
      try (var _ = toHost.sink();
          var _ = fromHost.source()) {
        var session =
            new Session(
                toHost.source(),
                fromHost.sink(),
                "test",
                _ -> component,
                _ -> {},
                text -> System.err.println("component host: " + text));
        threads.execute(session::run);
        var heard =
            threads.submit(() -> talk(word, new FrameWriter(toHost.sink()), fromHost.source()));
        return heard.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException failure) {
      throw new AssertionError(failure.getMessage(), failure);
    } catch (TimeoutException late) {
      throw new AssertionError("the component took longer than " + limit, late);
    } catch (IOException failure) {
      throw new AssertionError("no pipe to the component", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  private List<Frame> talk(Frame word, FrameWriter writer, Pipe.SourceChannel from)
      throws IOException {
    var reader = FrameReader.fromHost(from);
    reader.read();
    writer.send(Frame.of(FrameType.ASSIGN).withBody(assignment));
    var ready = reader.read().orElseThrow(() -> new AssertionError("the host ended"));
    if (ready.type() != FrameType.READY) {
      throw new AssertionError(
          "the component cannot start: " + ready.header(HeaderKey.MESSAGE).orElse(""));
    }
    writer.send(word);
    var heard = new ArrayList<Frame>();
    Frame frame;
    do {
      frame = reader.read().orElseThrow(() -> new AssertionError("the host ended"));
      var answer = bodies.answer(frame);
      if (answer.isPresent()) {
        writer.send(answer.get());
      } else {
        heard.add(frame);
      }
    } while (!isLast(frame));
    return heard;
  }

  private static boolean isLast(Frame frame) {
    return frame.type() == FrameType.DONE
        || frame.type() == FrameType.FAILED
        || frame.type() == FrameType.RESULT;
  }

  private static Result result(List<Frame> frames) {
    var emitted = new ArrayList<Output>();
    var logs = new ArrayList<String>();
    var reply = Optional.<Answer>empty();
    var snapshot = Optional.<String>empty();
    var cursor = Optional.<String>empty();
    for (var frame : frames) {
      switch (frame.type()) {
        case EMIT -> emitted.add(new Output(frame.header(HeaderKey.KEY), frame.bodyText()));
        case LOG -> logs.add(frame.bodyText());
        case REPLY -> reply = Optional.of(answer(frame));
        case SNAPSHOT -> snapshot = Optional.of(frame.bodyText());
        case PAGE -> cursor = Optional.of(frame.bodyText());
        default -> {}
      }
    }
    return new Result(outcome(frames.getLast()), emitted, reply, snapshot, cursor, logs);
  }

  private static Answer answer(Frame frame) {
    var headers = new HashMap<String, String>();
    frame
        .headers()
        .forEach(
            (key, value) -> {
              if (key.startsWith(HeaderKey.REPLY_HEADER_PREFIX)) {
                headers.put(key.substring(HeaderKey.REPLY_HEADER_PREFIX.length()), value);
              }
            });
    var status = Integer.parseInt(frame.header(HeaderKey.STATUS).orElse("0"));
    return new Answer(status, Map.copyOf(headers), frame.bodyText());
  }

  private static Outcome outcome(Frame last) {
    if (last.type() != FrameType.FAILED) {
      return new Outcome.Done();
    }
    var message = last.header(HeaderKey.MESSAGE).orElse("");
    var kind =
        last.header(HeaderKey.KIND).flatMap(FailureKind::ofWord).orElse(FailureKind.RETRY_LATER);
    return switch (kind) {
      case RETRY_LATER ->
          new Outcome.RetriedLater(
              message,
              last.header(HeaderKey.RETRY_AFTER_MS).map(Long::valueOf).map(Duration::ofMillis));
      case GIVE_UP -> new Outcome.GivenUp(message);
      case CONNECTION_REFUSED -> new Outcome.ConnectionRefused(message);
    };
  }
}
