package io.tributary.runner.steps;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import io.tributary.runner.delivery.Worker;
import java.util.List;

/** Ways to have a step's workers: started, connected, replaced when they go. */
public interface Staffing {

  Staff staff(StepAssignment assignment, Listener listener);

  /** The workers of one step; none at the beginning. For the step's thread. */
  interface Staff extends AutoCloseable {

    /** One more place: a worker is started for it, and another one whenever it goes. */
    void hire();

    /** This worker is not replaced when it goes; it has to be told to go by somebody else. */
    void release(Worker worker);

    /** Gives up a place whose worker is still on its way; false where there is none. */
    boolean recall();

    /** Places that stand: somebody is there or on the way. */
    int places();

    /** Whoever is started from now on does this. */
    void change(StepAssignment next);

    /** From now on nobody who leaves is replaced. */
    void retire();

    /** Ends all of them. */
    @Override
    void close();
  }

  /** Hears of workers; called by their threads. */
  interface Listener {
    void joined(Worker worker);

    /**
     * The worker said this.
     *
     * @param handled to be called when the frames have been taken in: so long the worker is not
     *     read further than a little ahead
     */
    void heard(Worker worker, List<Frame> frames, Runnable handled);

    void left(Worker worker);

    /** What it was lent was taken back: it is ended next, and no message is to blame for that. */
    void takenBack(Worker worker, String why);

    /** Nobody can be started, because the step's connection is not lent; said again and again. */
    void notLent(String why);

    /** Nobody more can be started for now; said again and again. */
    void noRoom(String why);

    /** What the worker wrote before it ended otherwise than it was asked to; without secrets. */
    void lastWords(String worker, List<String> lines);
  }
}
