package io.tributary.runner.steps;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.runner.delivery.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Workers in the test's own process: each message is answered by a function, in its order. */
final class PlayedComponent implements Staffing {
  private final Function<Frame, List<Frame>> answers;

  PlayedComponent(Function<Frame, List<Frame>> answers) {
    this.answers = answers;
  }

  /** Gives a message on as it came. */
  static List<Frame> given(Frame message) {
    return List.of(
        Frame.of(FrameType.EMIT, message.id()).withBody(message.body()),
        Frame.of(FrameType.DONE, message.id()));
  }

  @Override
  public Staff staff(StepAssignment assignment, Listener listener) {
    return new PlayedStaff(assignment, listener);
  }

  private final class PlayedStaff implements Staff {
    private final Listener listener;
    private final List<Played> workers = new ArrayList<>();
    private StepAssignment assignment;

    PlayedStaff(StepAssignment assignment, Listener listener) {
      this.assignment = assignment;
      this.listener = listener;
    }

    @Override
    public void hire() {
      var worker = new Played("played" + workers.size(), assignment, listener);
      workers.add(worker);
      listener.joined(worker);
    }

    @Override
    public void release(Worker worker) {
      workers.removeIf(worker::equals);
    }

    @Override
    public boolean recall() {
      return false;
    }

    @Override
    public int places() {
      return workers.size();
    }

    @Override
    public void change(StepAssignment next) {
      assignment = next;
    }

    @Override
    public void retire() {}

    @Override
    public void close() {
      workers.forEach(worker -> worker.thread.shutdownNow());
    }
  }

  private final class Played implements Worker {
    private final String name;
    private final StepAssignment assignment;
    private final Staffing.Listener listener;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    Played(String name, StepAssignment assignment, Staffing.Listener listener) {
      this.name = name;
      this.assignment = assignment;
      this.listener = listener;
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
      return 512;
    }

    @Override
    public void send(Frame frame) {
      if (frame.type() == FrameType.MESSAGE) {
        thread.execute(() -> listener.heard(this, answers.apply(frame), () -> {}));
      }
    }

    @Override
    public void renewConnection() {}

    @Override
    public void end(String why) {}
  }
}
