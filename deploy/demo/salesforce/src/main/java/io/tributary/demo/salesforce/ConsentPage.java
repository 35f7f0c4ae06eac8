package io.tributary.demo.salesforce;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The page where a person logs in and lets an app in, and the codes it gives. */
final class ConsentPage {
  private static final int CODE_SECONDS = 600;

  /** What a code stands for, until it is taken once. */
  record Code(String client, String redirect, String challenge, String userId, Instant until) {}

  private final Org org;
  private final Map<String, Code> codes = new ConcurrentHashMap<>();

  ConsentPage(Org org) {
    this.org = org;
  }

  static Optional<Seed.Client> client(Org org, String id) {
    return org.seed().clients().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  Answer answer(Request request) throws IOException {
    var asked = request.is("POST") ? request.form() : request.query();
    var client = client(org, asked.getOrDefault("client_id", ""));
    // Before client and address are known to belong together, nobody is sent anywhere.
    if (client.isEmpty()) {
      throw new OAuthProblem("invalid_client_id", "client identifier invalid");
    }
    var redirect = asked.getOrDefault("redirect_uri", "");
    if (!client.get().redirectUris().contains(redirect)) {
      throw new OAuthProblem("redirect_uri_mismatch", "redirect_uri must match configuration");
    }
    if (!"code".equals(asked.get("response_type"))) {
      return back(redirect, asked, "error", "unsupported_response_type");
    }
    if (asked.containsKey("code_challenge")
        && !"S256".equals(asked.getOrDefault("code_challenge_method", "S256"))) {
      return back(redirect, asked, "error", "invalid_request");
    }
    return request.is("POST") ? decided(asked, redirect) : page(asked, "");
  }

  Optional<Code> take(String code) {
    return Optional.ofNullable(codes.remove(code))
        .filter(found -> found.until().isAfter(org.now()));
  }

  private Answer decided(Map<String, String> form, String redirect) {
    if ("deny".equals(form.get("decision"))) {
      return back(redirect, form, "error", "access_denied");
    }
    var user =
        org.seed().users().stream()
            .filter(one -> one.username().equalsIgnoreCase(form.getOrDefault("username", "")))
            .filter(one -> one.password().equals(form.get("password")))
            .findFirst();
    if (user.isEmpty()) {
      return page(form, "Check your user name and password.");
    }
    var code = "aPrx" + Sessions.random(40);
    codes.put(
        code,
        new Code(
            form.get("client_id"),
            redirect,
            form.getOrDefault("code_challenge", ""),
            org.user(user.get().username()).id(),
            org.now().plusSeconds(CODE_SECONDS)));
    return back(redirect, form, "code", code);
  }

  private static Answer back(
      String redirect, Map<String, String> asked, String name, String value) {
    var address = new StringBuilder(redirect);
    address.append(redirect.contains("?") ? '&' : '?');
    address.append(name).append('=').append(encoded(value));
    if (asked.containsKey("state")) {
      address.append("&state=").append(encoded(asked.get("state")));
    }
    return Answer.empty(302).with("Location", address.toString());
  }

  private static Answer page(Map<String, String> asked, String trouble) {
    var hidden = new StringBuilder();
    asked.forEach(
        (name, value) -> {
          if (!name.equals("password") && !name.equals("username") && !name.equals("decision")) {
            hidden.append(
                "<input type=hidden name=\"%s\" value=\"%s\">"
                    .formatted(escaped(name), escaped(value)));
          }
        });
    var html =
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Log in</title>
        <form method="post"><h1>Allow access?</h1><p role="alert">%s</p>%s
        <p><label>User name <input name="username" autocomplete="username"></label>
        <p><label>Password <input type="password" name="password"></label>
        <p><button name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button></form></html>
        """;
    return Answer.text(200, "text/html;charset=UTF-8", html.formatted(escaped(trouble), hidden));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
