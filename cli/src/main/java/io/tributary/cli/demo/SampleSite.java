package io.tributary.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The sample site of {@code deploy/demo/cms-site}, run as a process of its own. */
final class SampleSite implements AutoCloseable {
  static final String USER = "demo";
  private static final int PAGE = 100;

  private final Http http;
  private final Process process;
  private final int port;
  private final String password;

  private SampleSite(Http http, Process process, int port, String password) {
    this.http = http;
    this.process = process;
    this.port = port;
    this.password = password;
  }

  static SampleSite start(DemoPlace place, Http http, String password) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    int port = place.samplePort();
    try {
      var process =
          new ProcessBuilder(
                  java,
                  "-Xmx64m",
                  "-XX:+UseSerialGC",
                  "-Djdk.serialFilter=!*",
                  place.root().resolve("deploy/demo/cms-site/CmsSite.java").toString(),
                  "--port",
                  Integer.toString(port),
                  "--data",
                  place.data().resolve("sample-site").toString(),
                  "--user",
                  USER,
                  "--password",
                  password)
              .redirectErrorStream(true)
              .redirectOutput(place.data().resolve("logs/sample-site.log").toFile())
              .start();
      var site = new SampleSite(http, process, port, password);
      Awaiting.until("the sample site", Duration.ofSeconds(30), site::answering);
      return site;
    } catch (IOException failed) {
      throw new DemoFailed("The sample site cannot be started.", failed);
    }
  }

  String page() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** All entries of the site, as its own API tells them. */
  List<JsonNode> entries() {
    var entries = new ArrayList<JsonNode>();
    for (int page = 1; ; page++) {
      var answer = get("wp-json/wp/v2/posts?per_page=" + PAGE + "&page=" + page);
      if (answer.isEmpty() || answer.get().isEmpty()) {
        return entries;
      }
      answer.get().forEach(entries::add);
      if (answer.get().size() < PAGE) {
        return entries;
      }
    }
  }

  private Optional<Boolean> answering() {
    if (!process.isAlive()) {
      throw new DemoFailed("The sample site ended at once; read logs/sample-site.log.");
    }
    try {
      return get("wp-json/wp/v2/posts?per_page=1").map(_ -> true);
    } catch (DemoFailed starting) {
      return Optional.empty();
    }
  }

  private Optional<JsonNode> get(String path) {
    var credentials =
        Base64.getEncoder()
            .encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(page() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + credentials)
                .build());
    return answer.statusCode() == 200 ? Optional.of(Http.read(answer.body())) : Optional.empty();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
