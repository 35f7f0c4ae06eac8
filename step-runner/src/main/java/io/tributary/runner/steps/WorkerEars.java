package io.tributary.runner.steps;

import io.tributary.protocol.Frame;
import io.tributary.runner.delivery.Worker;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** Signals of the workers. */
record WorkerEars(LinkedBlockingQueue<Signal> inbox) implements Staffing.Listener {
  @Override
  public void joined(Worker worker) {
    inbox.add(new Signal.WorkerJoined(worker));
  }

  @Override
  public void heard(Worker worker, List<Frame> frames, Runnable handled) {
    inbox.add(new Signal.Heard(worker, frames, handled));
  }

  @Override
  public void left(Worker worker) {
    inbox.add(new Signal.WorkerLeft(worker));
  }

  @Override
  public void takenBack(Worker worker, String why) {
    inbox.add(new Signal.TakenBack(worker, why));
  }

  @Override
  public void notLent(String why) {
    inbox.add(new Signal.NotLent(why));
  }

  @Override
  public void noRoom(String why) {
    inbox.add(new Signal.NoRoom(why));
  }

  @Override
  public void lastWords(String worker, List<String> lines) {
    inbox.add(new Signal.LastWords(worker, lines));
  }
}
