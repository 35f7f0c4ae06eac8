package io.tributary.runtime.connections;

import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.components.ComponentVersion;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Tokens of connections that are authorized at a provider; answered by whoever keeps those. */
public interface AccessTokens {

  /**
   * What a step is lent besides the fields; empty where its component asks for nothing.
   *
   * @throws Refusal where somebody must authorize the connection, or the provider is away
   */
  Optional<Lent> lend(Connection connection, ComponentVersion version);

  /**
   * A token.
   *
   * @param field as which the component sees it
   * @param value never what buys further tokens
   * @param until when it ends, so that no lease is longer
   */
  record Lent(String field, JsonNode value, Instant until) {
    /** Never the token. */
    @Override
    public String toString() {
      return "Lent[" + field + "]";
    }
  }
}
