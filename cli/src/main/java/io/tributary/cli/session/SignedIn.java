package io.tributary.cli.session;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A log-in at one server.
 *
 * @param refreshToken empty where the issuer gave none
 * @param organization the active one, empty where none was chosen
 */
record SignedIn(
    String accessToken,
    String refreshToken,
    Instant until,
    String tokenEndpoint,
    String client,
    String organization) {

  static SignedIn of(JsonNode kept) {
    return new SignedIn(
        kept.path("accessToken").asString(""),
        kept.path("refreshToken").asString(""),
        Instant.ofEpochSecond(kept.path("until").asLong(0)),
        kept.path("tokenEndpoint").asString(""),
        kept.path("client").asString(""),
        kept.path("organization").asString(""));
  }

  SignedIn workingIn(String chosen) {
    return new SignedIn(accessToken, refreshToken, until, tokenEndpoint, client, chosen);
  }

  JsonNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("accessToken", accessToken)
        .put("refreshToken", refreshToken)
        .put("until", until.getEpochSecond())
        .put("tokenEndpoint", tokenEndpoint)
        .put("client", client)
        .put("organization", organization);
  }

  /** Never the tokens. */
  @Override
  public String toString() {
    return "SignedIn[" + client + ", until " + until + "]";
  }
}
