package io.tributary.runtime.authorizations.provider;

import io.tributary.foundation.json.Json;
import io.tributary.manifest.OAuth2.ClientAuth;
import io.tributary.runtime.outgoing.GuardedHttp;
import io.tributary.runtime.outgoing.PublicAddresses;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * By HTTP. Neither what is sent nor what comes back stands in an exception, a log line or an answer
 * of ours, but the provider's code of error and its description.
 */
@Component
public final class HttpTokenEndpoints implements TokenEndpoints, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LONGEST = 64 * 1024;
  private static final int LONGEST_WORDS = 300;

  /** Where a provider does not say how long: what most of them mean. */
  private static final Duration USUAL = Duration.ofHours(1);

  private static final Duration LONGEST_LIFE = Duration.ofDays(365);

  /** Of the answer's other fields, what a component cannot do without. */
  private static final List<String> ABOUT = List.of("scope", "instance_url");

  private final GuardedHttp http;

  @Autowired
  public HttpTokenEndpoints(OAuthSettings settings) {
    this(
        new GuardedHttp(
            new PublicAddresses(
                settings.trusted().stream()
                    .map(one -> one.substring(0, one.lastIndexOf(':')))
                    .collect(Collectors.toSet())),
            LIMIT));
  }

  HttpTokenEndpoints(GuardedHttp http) {
    this.http = http;
  }

  @Override
  public TokenReply ask(Question question) {
    var request = new HttpPost(question.endpoint());
    var form = new TreeMap<>(question.form());
    var client = question.client();
    if (question.clientAuth() == ClientAuth.BASIC) {
      request.setHeader("Authorization", "Basic " + basic(client));
    } else {
      form.put("client_id", client.id());
      form.put("client_secret", client.secret());
    }
    request.setHeader("Accept", "application/json");
    request.setEntity(new UrlEncodedFormEntity(pairs(form), StandardCharsets.UTF_8));
    try {
      var answer = http.answer(request, LONGEST);
      return read(answer.status(), answer.body());
    } catch (IOException away) {
      return new TokenReply.Away(safe(String.valueOf(away.getMessage())));
    }
  }

  private static TokenReply read(int status, String body) {
    var tree = tree(body);
    var error = tree.path("error").asString("");
    if (error.matches("[A-Za-z0-9_.-]{1,64}")) {
      return new TokenReply.Refused(error, safe(tree.path("error_description").asString("")));
    }
    if (status / 100 != 2) {
      return new TokenReply.Away("it answered " + status);
    }
    return granted(tree);
  }

  private static TokenReply granted(JsonNode tree) {
    var access = tree.path("access_token").asString("");
    if (!isToken(access)) {
      return new TokenReply.Away("its answer holds no token");
    }
    if (!tree.path("token_type").asString("bearer").equalsIgnoreCase("bearer")) {
      return new TokenReply.Refused("unsupported_token_type", "Only bearer tokens are lent.");
    }
    var refresh = tree.path("refresh_token").asString("");
    var about = new TreeMap<String, String>();
    ABOUT.stream()
        .filter(name -> tree.path(name).isString())
        .forEach(name -> about.put(name, tree.path(name).stringValue()));
    return new TokenReply.Granted(
        new Tokens(access, isToken(refresh) ? refresh : null, life(tree), about));
  }

  private static Duration life(JsonNode tree) {
    long seconds = tree.path("expires_in").asLong(USUAL.toSeconds());
    return seconds <= 0 ? USUAL : Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE.toSeconds()));
  }

  private static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static JsonNode tree(String body) {
    try {
      return Json.tree(body);
    } catch (JacksonException foreign) {
      return Json.tree("{}");
    }
  }

  private static List<NameValuePair> pairs(Map<String, String> form) {
    var pairs = new ArrayList<NameValuePair>();
    form.forEach((name, value) -> pairs.add(new BasicNameValuePair(name, value)));
    return pairs;
  }

  /** Both encoded as in a form first (RFC 6749, section 2.3.1). */
  private static String basic(ClientCredentials client) {
    var text =
        URLEncoder.encode(client.id(), StandardCharsets.UTF_8)
            + ":"
            + URLEncoder.encode(client.secret(), StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String safe(String words) {
    var line = words.replaceAll("[^\\x21-\\x7e]+", " ").strip();
    return line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "…" : line;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
