package io.tributary.runtime.authorizations.provider;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider gave.
 *
 * @param refresh buys the next ones; null where the provider gives none, or leaves the old one
 * @param life from the moment it was asked
 * @param about what components may want to know of it: its scope, the instance it is good at
 */
public record Tokens(
    String access, @Nullable String refresh, Duration life, Map<String, String> about) {
  public Tokens {
    about = Map.copyOf(about);
  }

  /** With the refresh token of before, where no other came. */
  public Tokens orRefresh(@Nullable String before) {
    return refresh == null ? new Tokens(access, before, life, about) : this;
  }

  /** Never a token. */
  @Override
  public String toString() {
    return "Tokens[for %s]".formatted(life);
  }
}
