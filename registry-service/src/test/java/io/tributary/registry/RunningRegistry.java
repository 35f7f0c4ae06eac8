package io.tributary.registry;

import com.nimbusds.jose.JOSEException;
import io.tributary.contracts.builds.BuildFinished;
import io.tributary.contracts.organizations.QuotaNeared;
import io.tributary.foundation.json.Json;
import io.tributary.registry.organizations.QuotaWarningDoor;
import io.tributary.registry.versions.BuildNewsDoor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole registry on a free port, with a real database and tokens of a test issuer. */
final class RunningRegistry implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final TestIssuer issuer;
  private final ConfigurableApplicationContext context;

  /** Believes tokens; everybody is an owner. */
  RunningRegistry(Path folder) throws IOException, JOSEException {
    this(folder, Recording.class);
  }

  /**
   * With other parts in the place of the usual ones.
   *
   * @param parts a configuration class
   */
  RunningRegistry(Path folder, Class<?> parts) throws IOException, JOSEException {
    issuer = new TestIssuer();
    context =
        new SpringApplicationBuilder(RegistryApplication.class, Recording.class, parts)
            .run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--tributary.data=" + folder,
                "--tributary.database.url=" + TestDatabase.url(),
                "--tributary.database.app.password=",
                "--tributary.database.platform.password=",
                "--tributary.organizations.members=token",
                "--tributary.organizations.role=owner",
                "--tributary.oidc.issuer=" + issuer.issuer(),
                "--tributary.oidc.jwks=" + issuer.issuer() + "/keys",
                "--registry.git.pack=2MB",
                "--registry.git.object=1MB",
                "--spring.kafka.listener.auto-startup=false",
                "--spring.kafka.admin.auto-create=false");
    database().sql("truncate registry.publishers, registry.organizations cascade").update();
  }

  /** Keeps the events that would go to Kafka. */
  @Configuration(proxyBeanMethods = false)
  static class Recording {
    @Bean
    RecordingKafka kafkaTemplate() {
      return new RecordingKafka();
    }
  }

  String url() {
    int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    return "http://127.0.0.1:" + port;
  }

  TestIssuer issuer() {
    return issuer;
  }

  /** Behind the policies. */
  JdbcClient database() {
    return TestDatabase.migrated().raw();
  }

  RecordingKafka kafka() {
    return context.getBean(RecordingKafka.class);
  }

  void tell(BuildFinished finished) {
    BuildNewsDoor.tell(context, Json.write(finished));
  }

  void tell(QuotaNeared warning) {
    tellQuotaWarning(Json.write(warning));
  }

  void tellQuotaWarning(String text) {
    QuotaWarningDoor.tell(context, text);
  }

  /** To owners whose organizations near a quota. */
  void writeLetters() {
    QuotaWarningDoor.writeLetters(context);
  }

  HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
    return http.send(request(path, token).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String token, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(path, token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  HttpResponse<String> post(String path, String token, byte[] body)
      throws IOException, InterruptedException {
    return http.send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String token) {
    var request = HttpRequest.newBuilder(URI.create(url() + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    context.close();
    issuer.close();
  }
}
