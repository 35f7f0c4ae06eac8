package io.tributary.platform.part;

import io.tributary.platform.home.StartRefused;
import io.tributary.platform.process.LiveProcess;
import java.time.Duration;

/** Where a part stands. */
public sealed interface PartState {

  /** Asked to start, no answer yet. */
  record Starting() implements PartState {}

  /**
   * It answers.
   *
   * @param title name and version, for people
   * @param address host and port, or where else it is found
   * @param adopted whether an earlier platform had started it
   */
  record Running(String title, String address, boolean adopted, LiveProcess process, Duration took)
      implements PartState {}

  /** It died and is being brought back. */
  record Restarting(int attempt, Duration after) implements PartState {}

  /** It could not be started, or not again. */
  record Failed(StartRefused reason) implements PartState {}

  /** Ended on request. */
  record Stopped() implements PartState {}
}
