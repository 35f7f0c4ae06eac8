package io.tributary.foundation.login;

import java.time.Duration;
import java.util.Optional;

/** How many requests one may make; each call counts. */
public interface RequestLimits {

  /** How long that address has to wait; empty: not at all. */
  Optional<Duration> ofAddress(String address);

  /**
   * That address sent credentials that are none: it counts as many requests, also past its limit.
   */
  void guessed(String address);

  /**
   * How long this caller has to wait, for a request to that organization; empty: not at all.
   *
   * @param organization as it stands in the address; empty where none does
   */
  Optional<Duration> ofCaller(Caller caller, String organization);
}
