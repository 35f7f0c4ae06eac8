package io.tributary.cli.tokens;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What git tells a credential helper: lines of {@code key=value}, ended by an empty one. */
record CredentialQuestion(Map<String, String> lines) {
  // The platform takes the token whatever the name beside it.
  private static final String ANYBODY = "token";

  CredentialQuestion {
    lines = Map.copyOf(lines);
  }

  static CredentialQuestion read(InputStream in) {
    var lines = new HashMap<String, String>();
    try {
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (var line = reader.readLine();
          line != null && !line.isEmpty();
          line = reader.readLine()) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          lines.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new CredentialQuestion(lines);
  }

  /** Whether git is about to talk to this server, and to a path below it where it has one. */
  boolean isFor(URI server) {
    var scheme = lower(server.getScheme());
    var path = server.getPath().replaceFirst("^/", "");
    return lower(told("protocol")).equals(scheme)
        && withPort(told("host"), scheme).equals(withPort(server.getAuthority(), scheme))
        && (path.isEmpty() || told("path").startsWith(path + "/"));
  }

  String user() {
    return lines.getOrDefault("username", ANYBODY);
  }

  private String told(String key) {
    return lines.getOrDefault(key, "");
  }

  private static String withPort(String host, String scheme) {
    boolean named = host.matches(".*:[0-9]+");
    return lower(named ? host : host + (scheme.equals("https") ? ":443" : ":80"));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
