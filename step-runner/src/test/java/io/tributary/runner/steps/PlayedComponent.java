package io.tributary.runner.steps;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.runner.delivery.Worker;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** One worker in the test's own process: each message is answered by a function, in its order. */
final class PlayedComponent implements Staffing {
  private final Function<Frame, List<Frame>> answers;

  PlayedComponent(Function<Frame, List<Frame>> answers) {
    this.answers = answers;
  }

  /** Gives every message on as it came. */
  static PlayedComponent echo() {
    return new PlayedComponent(PlayedComponent::given);
  }

  static List<Frame> given(Frame message) {
    return List.of(
        Frame.of(FrameType.EMIT, message.id()).withBody(message.body()),
        Frame.of(FrameType.DONE, message.id()));
  }

  @Override
  public Staff staff(StepAssignment assignment, Listener listener) {
    var worker = new Played(listener, Executors.newSingleThreadExecutor());
    listener.joined(worker);
    return worker;
  }

  private final class Played implements Worker, Staff {
    private final Listener listener;
    private final ExecutorService thread;

    Played(Listener listener, ExecutorService thread) {
      this.listener = listener;
      this.thread = thread;
    }

    @Override
    public String name() {
      return "played";
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

    @Override
    public void retire() {}

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }
}
