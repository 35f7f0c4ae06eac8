package io.tributary.containers.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The files of {@code deploy/images}, and the Maven archive, as they travel in this module's jar.
 */
final class Data {
  static final String MAVEN = "apache-maven.tar.gz";

  private Data() {}

  static List<String> lines(String name) throws IOException {
    try (var in = open(name)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  static InputStream open(String name) throws IOException {
    var in = Data.class.getResourceAsStream("/tributary/images/" + name);
    if (in == null) {
      throw new IOException("this build lacks the part tributary/images/" + name);
    }
    return in;
  }
}
