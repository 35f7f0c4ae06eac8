package io.tributary.connectors.sap;

import io.tributary.sdk.Secret;
import java.net.URI;

/** How a request shows who sends it. */
sealed interface Login {
  /** Not at all. */
  record Open() implements Login {}

  /** By a header that stays the same. */
  record Header(String name, Secret value, String field) implements Login {}

  /** By a token that is fetched for it (RFC 6749, section 4.4). */
  record Client(URI endpoint, String id, Secret secret, String scope, boolean inBody)
      implements Login {}

  /** The connection's field to correct where the service refuses. */
  default String field() {
    return switch (this) {
      case Open _ -> "auth";
      case Header header -> header.field();
      case Client _ -> "clientSecret";
    };
  }
}
