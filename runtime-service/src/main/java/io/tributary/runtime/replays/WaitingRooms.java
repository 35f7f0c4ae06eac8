package io.tributary.runtime.replays;

import java.util.List;
import java.util.OptionalInt;

/** Where replayed messages enter their steps: each once, whatever crashes in between. */
interface WaitingRooms {
  /**
   * Puts a replay's next messages there, and the last one's number beside them, both or neither.
   *
   * @throws io.tributary.runtime.topics.BrokerAway where that is not certain; {@link #reached}
   *     tells then
   */
  void put(Replay replay, List<Entering> messages);

  /** The number of the last message that was put; empty where none was. */
  OptionalInt reached(String replay);

  /** The replay is over and its number is not needed any more. */
  void forget(String replay);

  /** Nothing is to be sent for now. */
  void rest();
}
