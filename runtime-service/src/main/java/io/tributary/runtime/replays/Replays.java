package io.tributary.runtime.replays;

import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All replays and what is left of them to send. */
public interface Replays {
  /** Adds a replay with its messages, which are sent in this order. */
  void add(Replay replay, List<ReplayMessage> messages);

  Optional<Replay> find(OrganizationName organization, String id);

  /** Newest first. */
  List<Replay> newest(OrganizationName organization, int limit);

  /** Those that have messages to send, oldest first. */
  List<Replay> running();

  /** The next ones, in their order. */
  List<Numbered> next(String replay, int limit);

  /** These and all before them have entered their steps. */
  void sent(String replay, int number, Instant at);

  /**
   * Sends no more of it.
   *
   * @return the dead letters that were not sent
   */
  List<String> cancel(String replay, Instant at);

  /**
   * Will not send these messages of it.
   *
   * @return the dead letters that they were to be sent for
   */
  List<String> leaveOut(String replay, Set<Integer> numbers);

  /** A message and its place in its replay, from 0. */
  record Numbered(int number, ReplayMessage message) {}
}
