package io.tributary.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection that speaks the newest API version that both sides know: engines of Debian 12 stop
 * at 1.41, and the newest refuse what is older than 1.44.
 */
record EngineConnection(DockerClient client, String engineVersion, String apiVersion) {
  /** The newest version that the contract tests, or the documents, cover. */
  private static final RemoteApiVersion KNOWN = RemoteApiVersion.create(1, 44);

  /** Connections at once: one per followed log, and some for requests. */
  private static final int CONNECTIONS = 1_000;

  /** Empty where nothing answers within two seconds. */
  static Optional<EngineConnection> open() {
    var plain = config(Optional.empty());
    if (missingSocket(plain.getDockerHost())) {
      return Optional.empty();
    }
    RemoteApiVersion theirs;
    String version;
    try (var asking = client(plain, Duration.ofSeconds(2))) {
      var answer = asking.versionCmd().exec();
      theirs = RemoteApiVersion.parseConfig(answer.getApiVersion());
      version = answer.getVersion();
    } catch (IOException | DockerException | IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // The transport wraps every broken connection in a plain RuntimeException.
      return Optional.empty();
    }
    var spoken = theirs.isGreaterOrEqual(KNOWN) ? KNOWN : theirs;
    var client = client(config(Optional.of(spoken)), Duration.ZERO);
    return Optional.of(new EngineConnection(client, version, spoken.getVersion()));
  }

  private static DockerClientConfig config(Optional<RemoteApiVersion> version) {
    var builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
    version.ifPresent(spoken -> builder.withApiVersion(spoken));
    return builder.build();
  }

  private static DockerClient client(DockerClientConfig config, Duration answerWithin) {
    var transport =
        new ApacheDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .sslConfig(config.getSSLConfig())
            .maxConnections(CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(2));
    if (!answerWithin.isZero()) {
      transport.responseTimeout(answerWithin);
    }
    return DockerClientImpl.getInstance(config, transport.build());
  }

  private static boolean missingSocket(URI host) {
    return "unix".equals(host.getScheme()) && !Files.exists(Path.of(host.getPath()));
  }
}
