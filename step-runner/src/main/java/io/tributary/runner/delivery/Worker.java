package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import java.util.List;

/** A connected component host that has said {@code READY}. */
public interface Worker {
  String name();

  /** What it was told to do when it began. */
  StepAssignment assignment();

  /** Messages it takes at the same time. */
  int credits();

  /** Hands a frame over without waiting; one that cannot be sent ends the worker. */
  void send(Frame frame);

  /** Hands frames over together, as {@link #send(Frame)}. */
  default void send(List<Frame> frames) {
    frames.forEach(this::send);
  }

  /** Fetches the connection anew in the background and hands it over; nothing where it has none. */
  void renewConnection();

  /** Ends its connection and tells why; its slot puts another worker into its place. */
  void end(String why);
}
