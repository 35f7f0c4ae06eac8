package io.tributary.registry.repositories;

import io.tributary.contracts.names.CommitId;
import java.util.Map;

/** Decides what becomes of a push whose objects and refs are sound. */
public interface PushGate {

  /**
   * Judges a push and stores it where it may.
   *
   * @param storage to be called at most once, and only where the outcome is {@link
   *     PushOutcome.Stored}
   */
  PushOutcome receive(Push push, Storage storage);

  /** Moves the push from its quarantine into the repository. */
  interface Storage {

    /**
     * Stores objects and refs, all or nothing, and pins these commits under their version numbers
     * for ever.
     *
     * @throws PushOvertaken where another push moved one of the refs meanwhile
     */
    void store(Map<String, CommitId> pins);
  }
}
