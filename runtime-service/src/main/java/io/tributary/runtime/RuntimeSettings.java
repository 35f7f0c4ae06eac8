package io.tributary.runtime;

import io.tributary.contracts.broker.BrokerAccess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the runtime keeps and finds things; every name begins with {@code tributary.}.
 *
 * @param data keys, logs of workers, the ingress's name
 * @param images OCI layouts that the builder wrote; default {@code <data>/images}
 * @param workersDir folders of workers, made by the step runner; default {@code <data>/workers}
 * @param publicUrl where webhooks are reached from outside
 * @param kek the key-encryption key itself, a Tink keyset as JSON: for environments that hand
 *     secrets over so
 * @param kekFile a file with it; without both it lies in {@code <data>/keys}
 * @param noDocker run workers in sandboxes even where a Docker engine answers
 * @param mostWaiting messages on their way through one flow; past them its webhook answers 429
 */
@ConfigurationProperties("tributary")
public record RuntimeSettings(
    @DefaultValue("data") Path data,
    @Nullable Path images,
    @Nullable Path workersDir,
    @DefaultValue("http://localhost:8080") String publicUrl,
    @Nullable String kek,
    @Nullable Path kekFile,
    @DefaultValue("false") boolean noDocker,
    @DefaultValue("75000") int mostWaiting,
    @DefaultValue Kafka kafka) {

  /** Without the key. */
  @Override
  public String toString() {
    return "RuntimeSettings[data %s, public %s]".formatted(data, publicUrl);
  }

  /**
   * The message broker.
   *
   * @param replication copies of each topic
   * @param clientProperties a file that says how to log in there; absent = nobody is asked
   */
  public record Kafka(
      @DefaultValue("127.0.0.1:9192") String bootstrap,
      @DefaultValue("1") int replication,
      @Nullable Path clientProperties) {
    BrokerAccess access() {
      return BrokerAccess.of(bootstrap, clientProperties);
    }
  }

  Path imagesFolder() {
    return images == null ? data.resolve("images") : images;
  }

  Path workersFolder() {
    return workersDir == null ? data.resolve("workers") : workersDir;
  }
}
