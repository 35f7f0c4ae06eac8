package io.tributary.demo.salesforce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/** OAuth 2: all grants of the token endpoint, and who a token's holder is. */
final class OAuthApi {
  private static final String SCOPES = "api refresh_token openid id";

  /** What a refresh token stands for. */
  private record Refresh(String client, String userId) {}

  private final Org org;
  private final Sessions sessions;
  private final ConsentPage consents;
  private final JwtAssertions assertions;
  private final Map<String, Refresh> refreshes = new ConcurrentHashMap<>();

  OAuthApi(Org org, Sessions sessions) {
    this.org = org;
    this.sessions = sessions;
    this.consents = new ConsentPage(org);
    this.assertions = new JwtAssertions(org);
  }

  Answer answer(Request request) throws IOException {
    try {
      return switch (request.at(2)) {
        case "authorize" -> consents.answer(request);
        case "token" -> token(request);
        case "revoke" -> revoke(request);
        case "userinfo" -> userInfo(request);
        default -> throw Problem.notFound();
      };
    } catch (OAuthProblem problem) {
      return problem.answer();
    }
  }

  private Answer token(Request request) throws IOException {
    if (!request.is("POST")) {
      throw new OAuthProblem("invalid_request", "must use HTTP POST");
    }
    var form = request.form();
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> byCode(request, form);
      case "refresh_token" -> byRefresh(request, form);
      case "password" -> byPassword(request, form);
      case "client_credentials" -> byClient(request, form);
      case "urn:ietf:params:oauth:grant-type:jwt-bearer" ->
          granted(
              request,
              assertions.user(form.getOrDefault("assertion", ""), request.base()),
              Optional.empty());
      default -> throw new OAuthProblem("unsupported_grant_type", "grant type not supported");
    };
  }

  private Answer byCode(Request request, Map<String, String> form) {
    var client = client(request, form);
    var code =
        consents
            .take(form.getOrDefault("code", ""))
            .orElseThrow(() -> new OAuthProblem("invalid_grant", "expired authorization code"));
    if (!code.client().equals(client.id())) {
      throw new OAuthProblem("invalid_grant", "code was given to another client");
    }
    if (!code.redirect().equals(form.get("redirect_uri"))) {
      throw new OAuthProblem("redirect_uri_mismatch", "redirect_uri must match configuration");
    }
    if (!code.challenge().isEmpty()
        && !code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
      throw new OAuthProblem("invalid_grant", "invalid code verifier");
    }
    return granted(request, code.userId(), Optional.of(client.id()));
  }

  private Answer byRefresh(Request request, Map<String, String> form) {
    var client = client(request, form);
    var refresh = refreshes.get(form.getOrDefault("refresh_token", ""));
    if (refresh == null || !refresh.client().equals(client.id())) {
      throw new OAuthProblem("invalid_grant", "expired access/refresh token");
    }
    return granted(request, refresh.userId(), Optional.empty());
  }

  private Answer byPassword(Request request, Map<String, String> form) {
    client(request, form);
    var user =
        SoapLogin.user(org, form.getOrDefault("username", ""), form.getOrDefault("password", ""))
            .orElseThrow(() -> new OAuthProblem("invalid_grant", "authentication failure"));
    return granted(request, org.user(user.username()).id(), Optional.empty());
  }

  private Answer byClient(Request request, Map<String, String> form) {
    var client = client(request, form);
    if (client.runAs().isEmpty()) {
      throw new OAuthProblem("invalid_grant", "no client credentials user enabled");
    }
    return granted(request, org.user(client.runAs()).id(), Optional.empty());
  }

  private Seed.Client client(Request request, Map<String, String> form) {
    var id = form.getOrDefault("client_id", "");
    var secret = form.getOrDefault("client_secret", "");
    var header = request.header("authorization").orElse("");
    if (header.startsWith("Basic ")) {
      var pair =
          new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      id = pair.substring(0, Math.max(colon, 0));
      secret = pair.substring(colon + 1);
    }
    var client = ConsentPage.client(org, id);
    if (client.isEmpty()) {
      throw new OAuthProblem("invalid_client_id", "client identifier invalid");
    }
    if (!client.get().secret().equals(secret)) {
      throw new OAuthProblem("invalid_client", "invalid client credentials");
    }
    return client.get();
  }

  private Answer granted(Request request, String userId, Optional<String> refreshFor) {
    var session = sessions.open(userId);
    var id = "%s/id/%s/%s".formatted(request.base(), org.id(), userId);
    var issued = Long.toString(Instant.now().toEpochMilli());
    ObjectNode node =
        Json.object()
            .put("access_token", session.token())
            .put("signature", signature(id + issued))
            .put("scope", SCOPES)
            .put("instance_url", request.base())
            .put("id", id)
            .put("token_type", "Bearer")
            .put("issued_at", issued);
    if (refreshFor.isPresent()) {
      var refresh = "5Aep" + Sessions.random(60);
      refreshes.put(refresh, new Refresh(refreshFor.get(), userId));
      node.put("refresh_token", refresh);
    }
    return Answer.json(200, node).with("Cache-Control", "no-store");
  }

  private Answer revoke(Request request) throws IOException {
    var token = request.is("POST") ? request.form().get("token") : request.query().get("token");
    if (token == null || (sessions.byToken(token).isEmpty() && !refreshes.containsKey(token))) {
      throw new OAuthProblem("unsupported_token_type", "this token type is not supported");
    }
    sessions.close(token);
    refreshes.remove(token);
    return Answer.empty(200);
  }

  private Answer userInfo(Request request) {
    var session = sessions.find(request);
    if (session.isEmpty()) {
      return Answer.text(403, "text/html;charset=UTF-8", "Bad_OAuth_Token");
    }
    var user = org.userById(session.get().userId()).values();
    var node = about(request.base(), session.get().userId());
    node.put("sub", "%s/id/%s/%s".formatted(request.base(), org.id(), user.get("Id")))
        .put("preferred_username", (String) user.get("Username"))
        .put("name", (String) user.get("Name"))
        .put("email_verified", true)
        .put("zoneinfo", "GMT")
        .put("updated_at", Times.csv((Instant) user.get("SystemModstamp")));
    return Answer.json(200, node);
  }

  /** The page behind a token's {@code id}. */
  Answer identity(Request request) {
    var session = sessions.find(request);
    if (session.isEmpty()) {
      return Answer.text(403, "text/html;charset=UTF-8", "Bad_OAuth_Token");
    }
    if (!request.at(1).equals(org.id()) || !request.at(2).equals(session.get().userId())) {
      return Answer.text(403, "text/html;charset=UTF-8", "Wrong_Org");
    }
    var user = org.userById(session.get().userId()).values();
    var node = about(request.base(), session.get().userId());
    node.put("id", "%s/id/%s/%s".formatted(request.base(), org.id(), user.get("Id")))
        .put("asserted_user", true)
        .put("username", (String) user.get("Username"))
        .put("display_name", (String) user.get("Name"))
        .put("is_active", true)
        .put("last_modified_date", Times.text((Instant) user.get("LastModifiedDate")));
    return Answer.json(200, node);
  }

  private ObjectNode about(String base, String userId) {
    var user = org.userById(userId).values();
    var node =
        Json.object()
            .put("user_id", userId)
            .put("organization_id", org.id())
            .put("nick_name", ((String) user.get("Username")).split("@")[0])
            .put("email", (String) user.get("Email"))
            .put("user_type", "STANDARD")
            .put("language", "en_US")
            .put("locale", "en_US")
            .put("utcOffset", 0)
            .put("active", true);
    var data = base + "/services/data/v{version}/";
    node.putObject("urls")
        .put("enterprise", base + "/services/Soap/c/{version}/" + org.id())
        .put("partner", base + "/services/Soap/u/{version}/" + org.id())
        .put("rest", data)
        .put("sobjects", data + "sobjects/")
        .put("query", data + "query/")
        .put("custom_domain", base);
    return node;
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

  private static String signature(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("emulator".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
