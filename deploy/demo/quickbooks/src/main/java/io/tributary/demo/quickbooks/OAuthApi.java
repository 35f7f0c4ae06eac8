package io.tributary.demo.quickbooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** The token endpoint, its siblings, and the document that lists them. */
final class OAuthApi {
  private final Seed seed;
  private final Tokens tokens;
  private final ConsentPage consents;

  OAuthApi(Seed seed, Tokens tokens, ConsentPage consents) {
    this.seed = seed;
    this.tokens = tokens;
    this.consents = consents;
  }

  Answer token(Request request) throws IOException {
    if (!request.is("POST")) {
      throw new OAuthProblem(400, "invalid_request", "Use POST");
    }
    var client = client(request);
    var form = request.form();
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> byCode(client, form);
      case "refresh_token" -> byRefresh(client, form);
      default -> throw new OAuthProblem(400, "unsupported_grant_type", "Unsupported grant type");
    };
  }

  private Answer byCode(Seed.Client client, Map<String, String> form) {
    var code =
        consents
            .take(form.getOrDefault("code", ""))
            .filter(found -> found.grant().client().equals(client.id()))
            .orElseThrow(
                () -> new OAuthProblem(400, "invalid_grant", "Invalid authorization code"));
    if (!code.redirect().equals(form.get("redirect_uri"))) {
      throw new OAuthProblem(400, "invalid_grant", "Invalid redirect_uri");
    }
    if (!code.challenge().isEmpty()
        && !code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
      throw new OAuthProblem(400, "invalid_grant", "Invalid code verifier");
    }
    return granted(code.grant());
  }

  private Answer byRefresh(Seed.Client client, Map<String, String> form) {
    return tokens
        .take(form.getOrDefault("refresh_token", ""))
        .filter(grant -> grant.client().equals(client.id()))
        .map(this::granted)
        .orElseThrow(
            () -> new OAuthProblem(400, "invalid_grant", "Incorrect or invalid refresh token"));
  }

  private Answer granted(Tokens.Grant grant) {
    var node =
        Json.object()
            .put("token_type", "bearer")
            .put("access_token", tokens.access(grant))
            .put("expires_in", tokens.seconds())
            .put("refresh_token", tokens.refresh(grant))
            .put("x_refresh_token_expires_in", Tokens.REFRESH_SECONDS);
    return Answer.json(200, node).with("Cache-Control", "no-store").with("Pragma", "no-cache");
  }

  /** Takes a token in a form or in JSON. */
  Answer revoke(Request request) throws IOException {
    client(request);
    boolean isJson = request.header("content-type").orElse("").contains("json");
    var token =
        isJson
            ? Json.objectOf(request.body()).path("token").asString("")
            : request.form().getOrDefault("token", "");
    if (!tokens.revoke(token)) {
      throw new OAuthProblem(400, "invalid_request", "The token is not known");
    }
    return Answer.empty(200);
  }

  Answer userInfo(Request request) {
    var header = request.header("authorization").orElse("");
    var grant =
        tokens
            .holder(header.replaceFirst("(?i)^Bearer ", ""))
            .orElseThrow(() -> new OAuthProblem(401, "invalid_token", "Token invalid"));
    var user = seed.users().stream().filter(one -> one.username().equals(grant.user())).findFirst();
    return Answer.json(
        200,
        Json.object()
            .put(
                "sub",
                UUID.nameUUIDFromBytes(grant.user().getBytes(StandardCharsets.UTF_8)).toString())
            .put("email", grant.user())
            .put("emailVerified", true)
            .put("givenName", user.map(Seed.User::givenName).orElse("")));
  }

  static Answer discovery(Request request) {
    var base = request.base();
    var node =
        Json.object()
            .put("issuer", "https://oauth.platform.intuit.com/op/v1")
            .put("authorization_endpoint", base + "/connect/oauth2")
            .put("token_endpoint", base + "/oauth2/v1/tokens/bearer")
            .put("userinfo_endpoint", base + "/v1/openid_connect/userinfo")
            .put("revocation_endpoint", base + "/v2/oauth2/tokens/revoke");
    node.putArray("response_types_supported").add("code");
    node.putArray("token_endpoint_auth_methods_supported").add("client_secret_basic");
    return Answer.json(200, node);
  }

  /** An app shows its id and secret in the header; nowhere else. */
  private Seed.Client client(Request request) {
    var header = request.header("authorization").orElse("");
    if (header.startsWith("Basic ")) {
      try {
        var pair =
            new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
        int colon = Math.max(0, pair.indexOf(':'));
        var secret = pair.substring(colon + (colon < pair.length() ? 1 : 0));
        var found =
            seed.client(pair.substring(0, colon)).filter(one -> one.secret().equals(secret));
        if (found.isPresent()) {
          return found.get();
        }
      } catch (IllegalArgumentException broken) {
        // Refused below, like any other.
      }
    }
    throw new OAuthProblem(401, "invalid_client", "Invalid client credentials");
  }

  private static String challenge(String verifier) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
