package io.tributary.runner.workers;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.runner.bodies.BodyDesk;
import io.tributary.runner.delivery.Worker;
import io.tributary.runner.steps.Staffing.Listener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A worker that has said READY. What it says goes to the step in batches, two ahead at most, so a
 * talkative host waits instead of filling memory; what it is told goes out by a thread of its own,
 * so a host that does not read keeps nobody waiting but itself.
 */
final class WorkerConnection implements Worker {
  private static final Logger LOG = System.getLogger(WorkerConnection.class.getName());
  private static final int FRAMES_AT_ONCE = 512;
  private static final long BYTES_AT_ONCE = 256 * 1024;

  private final String label;
  private final String name;
  private final StepAssignment assignment;
  private final int credits;
  private final SocketChannel channel;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final Runnable renewal;
  private final BodyDesk desk;
  private final Progress progress;
  private final LinkedBlockingQueue<List<Frame>> outgoing = new LinkedBlockingQueue<>();
  private final Semaphore ahead = new Semaphore(2);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread writing;

  /**
   * @param label the step and the worker, for log lines
   */
  WorkerConnection(
      String label,
      String name,
      StepAssignment assignment,
      int credits,
      SocketChannel channel,
      FrameReader reader,
      FrameWriter writer,
      Runnable renewal,
      BodyDesk desk,
      Progress progress) {
    this.label = label;
    this.name = name;
    this.assignment = assignment;
    this.credits = credits;
    this.channel = channel;
    this.reader = reader;
    this.writer = writer;
    this.renewal = renewal;
    this.desk = desk;
    this.progress = progress;
    this.writing = Thread.ofVirtual().name("write " + name).unstarted(this::write);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StepAssignment assignment() {
    return assignment;
  }

  @Override
  public int credits() {
    return credits;
  }

  @Override
  public void send(Frame frame) {
    outgoing.add(List.of(frame));
  }

  @Override
  public void send(List<Frame> frames) {
    outgoing.add(List.copyOf(frames));
  }

  @Override
  public void renewConnection() {
    Thread.ofVirtual().name("renew " + name).start(renewal);
  }

  @Override
  public void end(String why) {
    if (ended.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "{0}: ended: {1}", label, why);
      closeQuietly();
    }
  }

  /** Ends it without a word: nothing is wrong. */
  void close() {
    ended.set(true);
    closeQuietly();
  }

  /** Passes on what the host says until it is gone. */
  void listen(Listener listener) throws InterruptedException {
    writing.start();
    listener.joined(this);
    try {
      for (var frames = read(); !frames.isEmpty(); frames = read()) {
        ahead.acquire();
        listener.heard(this, frames, ahead::release);
      }
      gone("it closed its connection");
    } catch (ProtocolViolation violation) {
      end(String.valueOf(violation.getMessage()));
    } catch (IOException broken) {
      gone("its connection broke: " + broken.getMessage());
    } finally {
      ended.set(true);
      desk.close();
      closeQuietly();
      writing.interrupt();
      listener.left(this);
    }
  }

  /** A batch of what is there for the step; empty at the end. */
  private List<Frame> read() throws IOException, InterruptedException {
    var frames = new ArrayList<Frame>();
    long bytes = 0;
    boolean some = false;
    do {
      var frame = reader.read().orElse(null);
      if (frame == null) {
        return frames;
      }
      some |= frame.type() == FrameType.DONE || frame.type() == FrameType.FAILED;
      if (!desk.takes(frame)) {
        frames.add(frame);
        bytes += frame.body().length;
      }
    } while (frames.isEmpty()
        || (reader.hasBuffered() && frames.size() < FRAMES_AT_ONCE && bytes < BYTES_AT_ONCE));
    if (some) {
      progress.made();
    }
    return frames;
  }

  private void write() {
    try {
      while (!ended.get()) {
        writer.sendAll(outgoing.take());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException broken) {
      end("it cannot be written to: " + broken.getMessage());
    }
  }

  private void gone(String how) {
    if (ended.compareAndSet(false, true)) {
      LOG.log(Level.INFO, "{0}: gone: {1}", label, how);
    }
  }

  private void closeQuietly() {
    try {
      channel.close();
    } catch (IOException alreadyBroken) {
      LOG.log(Level.DEBUG, label, alreadyBroken);
    }
  }
}
