package io.tributary.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What somebody with bad intentions would ask of the identity provider in our client's name. */
record AuthorizationRequests(URI page, URI issuer) {
  private static final String LOG_IN = "id=\"kc-form-login\"";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  void showTheLogInOnlyForWhatIsExactlyOurs() throws Exception {
    var good = authorize(query(ours()));
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(good.body()).contains(LOG_IN);

    for (var address :
        List.of(
            page + "evil",
            page + "?next=//evil.example",
            page + "#evil",
            page.resolve("/../evil").toString(),
            "http://localhost:1/",
            "http://localhost/",
            "http://127.0.0.1:" + page.getPort() + "/",
            "https://localhost:" + page.getPort() + "/",
            "https://" + page.getAuthority() + "@evil.example/",
            page.toString().replace("//", "//evil@"),
            "http://localhost.evil.example:" + page.getPort() + "/",
            "//evil.example/",
            "javascript:alert(1)",
            "*",
            "")) {
      var refused = authorize(query(with("redirect_uri", address)));

      assertThat(refused.statusCode()).as(address).isEqualTo(400);
      assertThat(refused.headers().firstValue("Location")).as(address).isEmpty();
      assertThat(refused.body()).as(address).doesNotContain(LOG_IN);
    }
    refuse(query(without("code_challenge", "code_challenge_method")));
    refuse(query(with("code_challenge_method", "plain")));
    refuse(query(with("response_type", "token")));
    refuse(query(with("response_type", "id_token token")));
    refuse(query(with("response_type", "code id_token")));
    refuse(query(ours()) + "&scope=openid");
    refuse(query(ours()) + "&redirect_uri=" + encoded(page + "evil"));
  }

  void giveNoTokensForPasswords(String email, String password) throws Exception {
    for (var client : List.of("tributary-web", "tributary-cli", "admin-cli", "account-console")) {
      var form =
          Map.of(
              "grant_type", "password",
              "client_id", client,
              "username", email,
              "password", password);
      var answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(query(form)))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).as(client + ": " + answer.body()).isIn(400, 401);
      assertThat(answer.body()).contains("\"error\"").doesNotContain("access_token");
    }
  }

  /** Either the provider's own error page, or an error where only we get it. */
  private void refuse(String query) throws Exception {
    var refused = authorize(query);

    assertThat(refused.statusCode()).as(query).isIn(302, 303, 400);
    assertThat(refused.body()).as(query).doesNotContain(LOG_IN);
    refused
        .headers()
        .firstValue("Location")
        .ifPresent(
            location ->
                assertThat(location)
                    .as(query)
                    .matches(page + "[?#].*")
                    .contains("error=")
                    .doesNotContain("code=", "access_token=", "id_token="));
  }

  private HttpResponse<String> authorize(String query) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/auth?" + query))
            .build(),
        BodyHandlers.ofString());
  }

  private Map<String, String> ours() {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("client_id", "tributary-web");
    parameters.put("redirect_uri", page.toString());
    parameters.put("response_type", "code");
    parameters.put("scope", "openid organization:*");
    parameters.put("state", "8f6f8c2e");
    parameters.put("nonce", "5a1b7d90");
    // RFC 7636, appendix B
    parameters.put("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    parameters.put("code_challenge_method", "S256");
    return parameters;
  }

  private Map<String, String> with(String name, String value) {
    var changed = ours();
    changed.put(name, value);
    return changed;
  }

  private Map<String, String> without(String... names) {
    var changed = ours();
    List.of(names).forEach(changed::remove);
    return changed;
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
