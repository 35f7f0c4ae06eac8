package io.tributary.connectors.http;

import io.tributary.sdk.Secret;

/** How a request shows who sends it. */
sealed interface Login {
  /** Not at all. */
  record Open() implements Login {}

  /**
   * By a header.
   *
   * @param field of the connection, to correct where it is refused
   */
  record Header(String name, String value, String field) implements Login {
    @Override
    public String toString() {
      return "header " + name;
    }
  }

  /** By a parameter of the address. */
  record Query(String name, String value) implements Login {
    @Override
    public String toString() {
      return "parameter " + name;
    }
  }

  /** By a token that is fetched for it (RFC 6749, section 4.4). */
  record ClientCredentials(
      Base endpoint, String id, Secret secret, String scope, Service.ClientAuth clientAuth)
      implements Login {}

  /** The connection's field to correct where the service refuses; empty where there is none. */
  default String field() {
    return switch (this) {
      case Open _ -> "auth";
      case Header header -> header.field;
      case Query _ -> "key";
      case ClientCredentials _ -> "clientSecret";
    };
  }

  /** The header that belongs to the login and to nobody else; empty where there is none. */
  default String header() {
    return switch (this) {
      case Open _, Query _ -> "";
      case Header header -> header.name;
      case ClientCredentials _ -> "Authorization";
    };
  }
}
