package io.tributary.containers;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A container that was started; a handle that stays valid after it ended. */
public interface Container {

  /** The name its starter gave it. */
  String name();

  /** The engine's id, or the sandbox's process id. */
  String id();

  /** The labels its starter gave it. */
  Map<String, String> labels();

  Instant startedAt();

  /** Completes when it ended, whoever ended it; never exceptionally. */
  CompletableFuture<Exit> exit();

  /** The newest output, at most so many bytes, standard output and error mixed as written. */
  String logTail(int bytes);

  /** Ends every process of it at once; nothing happens where it ended already. */
  void kill();

  /** Asks it to end (SIGTERM), and kills it when the grace is over; returns when it ended. */
  void stop(Duration grace);
}
