package io.tributary.demo.quickbooks;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The page where a person logs in, chooses a company and lets an app in. */
final class ConsentPage {
  private static final int CODE_SECONDS = 300;
  private static final String SCOPE = "com.intuit.quickbooks.accounting";

  /** What a code stands for, until it is taken once. */
  record Code(Tokens.Grant grant, String redirect, String challenge, Instant until) {}

  private final Seed seed;
  private final InstantSource clock;
  private final Map<String, Code> codes = new ConcurrentHashMap<>();

  ConsentPage(Seed seed, InstantSource clock) {
    this.seed = seed;
    this.clock = clock;
  }

  Optional<Code> take(String code) {
    return Optional.ofNullable(codes.remove(code))
        .filter(found -> found.until().isAfter(clock.instant()));
  }

  Answer answer(Request request) throws IOException {
    var asked = request.is("POST") ? request.form() : request.query();
    var client = seed.client(asked.getOrDefault("client_id", ""));
    var redirect = asked.getOrDefault("redirect_uri", "");
    // Before client and address are known to belong together, nobody is sent anywhere.
    if (client.isEmpty() || !client.get().redirectUris().contains(redirect)) {
      throw new OAuthProblem(
          400, "invalid_request", "client_id is unknown, or redirect_uri is not one of the app's");
    }
    if (!"code".equals(asked.get("response_type"))) {
      return back(redirect, asked, Map.of("error", "unsupported_response_type"));
    }
    if (!asked.getOrDefault("scope", "").contains(SCOPE)) {
      return back(redirect, asked, Map.of("error", "invalid_scope"));
    }
    if (asked.getOrDefault("state", "").isEmpty()) {
      return back(redirect, asked, Map.of("error", "invalid_request"));
    }
    return request.is("POST") ? decided(asked, redirect) : page(asked, "");
  }

  private Answer decided(Map<String, String> form, String redirect) {
    if ("deny".equals(form.get("decision"))) {
      return back(redirect, form, Map.of("error", "access_denied"));
    }
    var user =
        seed.users().stream()
            .filter(one -> one.username().equalsIgnoreCase(form.getOrDefault("username", "")))
            .filter(one -> one.password().equals(form.get("password")))
            .findFirst();
    var realm = form.getOrDefault("realmId", seed.companies().getFirst().realmId());
    if (user.isEmpty() || seed.companies().stream().noneMatch(one -> one.realmId().equals(realm))) {
      return page(form, "Check your user name, your password and the company.");
    }
    var code = "AB11" + Tokens.random(24);
    codes.put(
        code,
        new Code(
            new Tokens.Grant(form.get("client_id"), user.get().username(), realm, SCOPE),
            redirect,
            form.getOrDefault("code_challenge", ""),
            clock.instant().plusSeconds(CODE_SECONDS)));
    var more = new java.util.LinkedHashMap<String, String>();
    more.put("code", code);
    more.put("realmId", realm);
    return back(redirect, form, more);
  }

  private static Answer back(String redirect, Map<String, String> asked, Map<String, String> more) {
    var address = new StringBuilder(redirect);
    more.forEach(
        (name, value) ->
            address
                .append(address.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(encoded(value)));
    if (asked.containsKey("state")) {
      address.append("&state=").append(encoded(asked.get("state")));
    }
    return Answer.empty(302).with("Location", address.toString());
  }

  private Answer page(Map<String, String> asked, String trouble) {
    var hidden = new StringBuilder();
    asked.forEach(
        (name, value) -> {
          if (!name.matches("password|username|decision|realmId")) {
            hidden.append(
                "<input type=hidden name=\"%s\" value=\"%s\">"
                    .formatted(escaped(name), escaped(value)));
          }
        });
    var companies = new StringBuilder();
    for (var company : seed.companies()) {
      companies.append(
          "<option value=\"%s\">%s</option>"
              .formatted(escaped(company.realmId()), escaped(company.name())));
    }
    var html =
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Connect a company</title>
        <form method="post"><h1>Connect your company?</h1><p role="alert">%s</p>%s
        <p><label>User name <input name="username" autocomplete="username"></label>
        <p><label>Password <input type="password" name="password"></label>
        <p><label>Company <select name="realmId">%s</select></label>
        <p><button name="decision" value="allow">Connect</button>
        <button name="decision" value="deny">Cancel</button></form></html>
        """;
    return Answer.text(
        200, "text/html;charset=UTF-8", html.formatted(escaped(trouble), hidden, companies));
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
