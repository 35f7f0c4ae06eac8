package io.tributary.runtime.authorizations;

import io.tributary.runtime.keys.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The authorizations of all connections. */
interface Authorizations {
  Optional<Kept> find(UUID connection);

  /**
   * Keeps the next version, whoever has claimed the one before.
   *
   * @return false where another came first
   */
  boolean keep(Authorization authorization, Sealed tokens);

  /**
   * Makes the caller the only one to renew this version, and notes that the provider is about to be
   * asked.
   *
   * @param early also where it is not due
   * @return false where it is somebody else's, has ended, or is another version
   */
  boolean claim(Authorization authorization, Instant now, Instant until, boolean early);

  /** Gives the claim up; not before that time again. */
  void hinder(Authorization authorization, Instant notBefore, String trouble);

  /**
   * Keeps that it has ended.
   *
   * @return false where another version came first
   */
  boolean end(Authorization authorization, AuthorizationState.Ended ended);

  /** Those that are to be renewed now, and that nobody has claimed. */
  List<Kept> due(Instant now, int atMost);

  /** Some whose tokens are not sealed with their organization's newest data key. */
  List<Kept> sealedBefore(UUID after, int atMost);

  /**
   * The same tokens, sealed anew.
   *
   * @return false where they were renewed or sealed anew meanwhile
   */
  boolean resealed(Kept before, Sealed after);

  /** An authorization whole. */
  record Kept(Authorization authorization, Sealed tokens) {}
}
