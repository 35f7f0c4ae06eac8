package io.tributary.host.session;

import io.tributary.expressions.MappingFailed;
import io.tributary.host.assignment.Assignment;
import io.tributary.host.assignment.Assignment.Credentials;
import io.tributary.host.json.DoesNotFit;
import io.tributary.host.json.Json;
import io.tributary.protocol.FailureKind;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.protocol.ProtocolViolation.Rule;
import io.tributary.protocol.Redaction;
import io.tributary.sdk.LargeBody;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.function.Consumer;

/** Leads one conversation with the runner; for one thread. */
public final class Session {
  /** Messages taken at the same time, each on a virtual thread of its own. */
  public static final int CREDITS = 256;

  private static final String HOST = "java/0.1.0";
  private static final ScopedValue<Long> MESSAGE = ScopedValue.newInstance();

  private final FrameReader reader;
  private final Closeable connection;
  private final String token;
  private final Components components;
  private final Preparation preparation;
  private final Consumer<String> trouble;
  private final Redaction redaction = new Redaction();
  private final Json json = new Json(redaction::learn, this::body);
  private final InFlight inFlight = new InFlight();
  private final Conversation conversation;
  private final Pieces pieces;
  private final OverdueMappings overdue;
  private volatile boolean drained;

  /**
   * Prepares the talk.
   *
   * @param components makes the author's object
   * @param preparation called with the assignment before the component is loaded
   * @param trouble hears a line about a broken conversation, and about a mapping that had to be
   *     ended with the process
   */
  public Session(
      ReadableByteChannel in,
      WritableByteChannel out,
      String token,
      Components components,
      Preparation preparation,
      Consumer<String> trouble) {
    this.reader = FrameReader.fromRunner(in);
    this.connection =
        () -> {
          in.close();
          out.close();
        };
    this.token = token;
    this.components = components;
    this.preparation = preparation;
    this.trouble = trouble;
    this.conversation = new Conversation(new FrameWriter(out), redaction);
    this.pieces = new Pieces(conversation, inFlight);
    this.overdue = new OverdueMappings(this::endOverdue);
  }

  /** Makes the author's object from what the assignment says as {@code main}. */
  public interface Components {
    Object make(String main) throws ReflectiveOperationException;

    /** From a class of that name, by its public constructor without arguments. */
    static Components of(ClassLoader classes) {
      return main -> classes.loadClass(main).getConstructor().newInstance();
    }
  }

  /** What has to stand before a component runs: its way out. */
  public interface Preparation {
    void prepare(Assignment assignment) throws IOException;
  }

  /** Talks until one side ends it. */
  public End run() {
    try (connection) {
      conversation.send(hello());
      var assign = reader.read();
      if (assign.isEmpty()) {
        return End.LOST;
      }
      var assigned = assigned(assign.get());
      if (assigned.isEmpty()) {
        return End.REFUSED;
      }
      overdue.start();
      WarmUp.run(assigned.get(), json);
      conversation.begin();
      conversation.send(Frame.of(FrameType.READY).with(HeaderKey.CREDITS, CREDITS));
      var end = listen(assigned.get());
      close(assigned.get().component());
      return end;
    } catch (ProtocolViolation violation) {
      trouble.accept(violation.getMessage());
      return End.VIOLATION;
    } catch (IOException lost) {
      return drained ? End.DRAINED : End.LOST;
    } finally {
      inFlight.cancelAll();
    }
  }

  /** Bound on the message's own thread, so it knows whose it is. */
  private LargeBody body(String reference, long size, String sha256) {
    return new StoredBody(reference, size, sha256, MESSAGE.orElse(0L), pieces);
  }

  /** Writes a line as the message's whose thread this is, or as the worker's own. */
  public void log(String level, String text) {
    conversation.log(MESSAGE.orElse(0L), level, text);
  }

  private Frame hello() {
    return Frame.of(FrameType.HELLO)
        .with(HeaderKey.PROTOCOL, "1")
        .with(HeaderKey.HOST, HOST)
        .with(HeaderKey.TOKEN, token);
  }

  private Optional<Assigned> assigned(Frame frame) throws IOException {
    if (frame.type() != FrameType.ASSIGN) {
      throw new ProtocolViolation(Rule.ORDER, frame.type() + " before ASSIGN");
    }
    Assignment assignment;
    try {
      assignment = json.bind(frame.body(), Assignment.class, "assignment");
    } catch (DoesNotFit broken) {
      throw new ProtocolViolation(Rule.BODY, "ASSIGN, at " + broken.pointer());
    }
    var main = assignment.operation().main();
    try {
      preparation.prepare(assignment);
      var component = components.make(main);
      return Optional.of(new Assigned(assignment, component, json));
    } catch (MappingFailed | IOException failure) {
      conversation.refused(failure, String.valueOf(failure.getMessage()));
    } catch (ClassNotFoundException missing) {
      conversation.refused(
          missing, place(assignment) + "class " + main + " is not in the image. Check its package");
    } catch (InvocationTargetException thrown) {
      var cause = thrown.getTargetException();
      conversation.refused(
          cause, place(assignment) + "the constructor of " + main + " threw " + cause);
    } catch (ReflectiveOperationException | LinkageError failure) {
      conversation.refused(
          failure,
          place(assignment)
              + main
              + " cannot be made: it needs a public constructor without"
              + " arguments ("
              + failure
              + ")");
    }
    conversation.flush();
    return Optional.empty();
  }

  private static String place(Assignment assignment) {
    var operation = assignment.operation();
    return "component.json#/%ss/%s/main: ".formatted(operation.kind(), operation.name());
  }

  private End listen(Assigned assigned) throws IOException {
    var call = new CallComponent(assigned, conversation, pieces, redaction, overdue, inFlight);
    boolean draining = false;
    while (true) {
      var next = reader.read();
      if (next.isEmpty()) {
        return drained ? End.DRAINED : End.LOST;
      }
      var frame = next.get();
      switch (frame.type()) {
        case MESSAGE, POLL, LISTEN, CHECK, CHOICES, SCHEMA -> {
          if (draining) {
            throw new ProtocolViolation(Rule.ORDER, frame.type() + " after DRAIN");
          }
          start(frame, call);
        }
        case PART, WRITTEN -> pieces.heard(frame);
        case CANCEL -> inFlight.cancel(frame.id());
        case RENEW -> assigned.renew(json.bind(frame.body(), Credentials.class, "connection"));
        case DRAIN -> {
          draining = true;
          Thread.ofVirtual().name("drain").start(this::drain);
        }
        default -> throw new ProtocolViolation(Rule.ORDER, frame.type() + " after ASSIGN");
      }
    }
  }

  private void start(Frame frame, CallComponent call) throws ProtocolViolation {
    if (inFlight.count() >= CREDITS) {
      throw new ProtocolViolation(Rule.CREDITS, "more than " + CREDITS + " messages at a time");
    }
    var thread =
        Thread.ofVirtual()
            .name("message " + frame.id())
            .unstarted(() -> ScopedValue.where(MESSAGE, frame.id()).run(() -> handle(frame, call)));
    if (!inFlight.add(frame.id(), thread)) {
      throw new ProtocolViolation(Rule.ID, frame.type() + " of an id that is in flight");
    }
    thread.start();
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private void handle(Frame frame, CallComponent call) {
    inFlight.begin();
    try {
      try {
        call.call(frame);
      } catch (Throwable failure) {
        inFlight.ending(frame.id());
        conversation.failed(
            frame.id(), Failures.kindOf(failure), failure, Failures.waitOf(failure));
      }
    } catch (IOException | UncheckedIOException gone) {
      // The reading side sees the same end and closes.
    } finally {
      inFlight.ended(frame.id());
    }
  }

  private void drain() {
    try {
      inFlight.awaitNone();
      conversation.flush();
      drained = true;
      connection.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      trouble.accept("the runner went away before everything was ended: " + gone.getMessage());
    }
  }

  private void endOverdue(long message) {
    try {
      conversation.failed(
          message,
          FailureKind.GIVE_UP,
          new MappingFailed("stopped inside one function that does not end: simplify its pattern"),
          Optional.empty());
      conversation.flush();
    } catch (IOException gone) {
      trouble.accept("the runner went away: " + gone.getMessage());
    }
    trouble.accept("a mapping did not stop; this worker ends with it");
    Runtime.getRuntime().halt(End.VIOLATION.exitCode() + 1);
  }

  private void close(Object component) {
    if (component instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception failure) {
        trouble.accept("the component did not close well: " + redaction.clean("" + failure));
      }
    }
  }
}
