package io.tributary.builder.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A Maven repository over HTTP(S), by the JVM's proxy settings. Redirects are not followed to
 * another scheme; nothing of a build is sent along.
 */
public final class HttpUpstream implements Upstream {
  private static final int ATTEMPTS = 3;

  private final URI base;
  private final HttpClient http;

  /**
   * @param base the repository's address
   */
  public HttpUpstream(URI base) {
    var text = base.toString();
    this.base = text.endsWith("/") ? base : URI.create(text + "/");
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(ProxySelector.getDefault())
            .build();
  }

  @Override
  public boolean download(ArtifactPath path, Path into, long mostBytes)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(path, into, mostBytes);
      } catch (ArtifactRefused refused) {
        throw refused;
      } catch (IOException failure) {
        Files.deleteIfExists(into);
        if (attempt == ATTEMPTS) {
          throw failure;
        }
      }
    }
  }

  private boolean attempt(ArtifactPath path, Path into, long mostBytes)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve(path.value()))
            .timeout(Duration.ofSeconds(60))
            .GET()
            .build();
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    try (var body = answer.body()) {
      return switch (answer.statusCode()) {
        case 200 -> {
          save(body, into, mostBytes);
          yield true;
        }
        case 404, 410 -> false;
        default ->
            throw new IOException(
                "The upstream repository answered " + answer.statusCode() + " for " + path + ".");
      };
    }
  }

  private static void save(InputStream body, Path into, long mostBytes) throws IOException {
    try (var out = Files.newOutputStream(into)) {
      var buffer = new byte[64 << 10];
      long bytes = 0;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
        if (bytes > mostBytes) {
          throw new ArtifactRefused("larger than " + (mostBytes >> 20) + " MiB");
        }
        out.write(buffer, 0, read);
      }
    }
  }
}
