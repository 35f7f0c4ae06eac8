package io.tributary.runtime;

import static io.tributary.runtime.support.OAuthProvider.CLIENT;
import static io.tributary.runtime.support.OAuthProvider.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.support.OAuthProvider;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.support.TokenIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A connection authorized through the front door, in a browser's and a person's steps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OAuthIT {
  private static final String API = "/api/v1/organizations/acme";
  private static final String CRM = API + "/connections/crm/authorization";
  private static final String CLIENTS = API + "/oauth-clients/northwind/crm";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MANIFEST =
      """
      {"title": "CRM", "description": "d", "version": "1.0.0", "language": "java",
       "credentials": {
         "fields": {"base": {"label": "Address", "viewClass": "TextFieldView", "required": true}},
         "oauth2": {"client_id": "", "client_secret": "", "client_auth": "basic",
           "auth_uri": "{{base}}/authorize", "token_uri": "{{base}}/token"}},
       "actions": {"write": {"title": "Write", "main": "a.Write"}}}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final OAuthProvider provider = new OAuthProvider();
  private TokenIssuer issuer;
  private ConfigurableApplicationContext context;
  private String address;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    issuer = new TokenIssuer();
    RealPostgres.empty();
    RealKafka.createTopic(ComponentListed.TOPIC);
    context =
        new SpringApplication(RuntimeApplication.class)
            .run(
                "--server.port=0",
                "--spring.datasource.url=" + RealPostgres.url(),
                "--tributary.database.app.password=",
                "--tributary.database.platform.password=",
                "--tributary.kafka.bootstrap=" + RealKafka.bootstrap(),
                "--tributary.data=" + data,
                "--tributary.public-url=https://ours.example/",
                "--tributary.oauth.trusted=" + provider.trusted(),
                "--tributary.organizations.members=token",
                "--tributary.organizations.role=owner",
                "--tributary.oidc.issuer=" + issuer.issuer(),
                "--tributary.oidc.jwks=" + issuer.keys());
    address =
        "http://127.0.0.1:"
            + ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    list();
  }

  @AfterAll
  void stop() {
    context.close();
    issuer.close();
    provider.close();
  }

  @Test
  void aConnectionIsAuthorizedByItsBrowserAndItsPerson() throws Exception {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(connection().statusCode()).isEqualTo(201));
    assertThat(post(CRM, "").body()).contains("oauth-client-missing");
    var client =
        put(
            CLIENTS,
            "{\"clientId\":\"%s\",\"secret\":\"%s\",\"hosts\":[\"localhost\"]}"
                .formatted(CLIENT, SECRET));
    assertThat(client.body())
        .contains("https://ours.example/oauth/callback", "\"lastFour\":\"cret\"")
        .doesNotContain(SECRET);
    assertThat(get(CLIENTS).body()).doesNotContain(SECRET);
    assertThat(get(CRM).body()).contains("\"state\":\"none\"");

    var begun = Json.tree(post(CRM, "").body());
    var back = provider.consent(URI.create(begun.path("address").asString()), "ada");
    var page = browser(back.getRawQuery());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<b>ada</b>", "<b>acme</b>", "<b>crm</b>");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(post(CRM + "/finish", "{\"confirmation\":\"x\"}").body())
        .contains("confirmation-wrong");
    var done =
        post(CRM + "/finish", "{\"confirmation\":\"%s\"}".formatted(confirmation(page.body())));

    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(done.body()).contains("\"state\":\"good\"", "\"by\":\"ada\"");
    assertThat(get(CRM).body()).contains("\"state\":\"good\"").doesNotContain("access-ada");
    assertThat(provider.asked().getLast()).doesNotContainKey("client_secret");
    assertThat(delete(CLIENTS).statusCode()).isEqualTo(204);
    assertThat(get(CLIENTS).statusCode()).isEqualTo(404);
  }

  @Test
  void whatNobodyAskedForIsAPlainPageWithoutAReason() throws Exception {
    for (var query :
        new String[] {
          "",
          "state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&code=c",
          "state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&state=B&code=c",
          "error=access_denied&error_description=%3Cscript%3E",
        }) {
      var page = browser(query);

      assertThat(page.statusCode()).isEqualTo(400);
      assertThat(page.body()).contains("Nothing is connected").doesNotContain("script");
    }
  }

  @Test
  void thePlatformsClientsAreTheOperators() throws Exception {
    var path = "/api/v1/operator/oauth-clients/northwind/other";
    var body = "{\"clientId\":\"c\",\"secret\":\"12345678\",\"hosts\":[\"*.crm.example\"]}";

    assertThat(put(path, body).statusCode()).isEqualTo(403);
    var made = send(request(path, issuer.operator()).PUT(BodyPublishers.ofString(body)));
    assertThat(made.statusCode()).isEqualTo(200);
    assertThat(made.body()).contains("*.crm.example").doesNotContain("12345678");
  }

  private static String confirmation(String page) {
    var code = Pattern.compile("<code>(.*)</code>").matcher(page);
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private HttpResponse<String> connection() throws Exception {
    return post(
        API + "/connections",
        "{\"name\":\"crm\",\"component\":\"northwind/crm\",\"fields\":{\"base\":\"%s\"}}"
            .formatted(provider.base()));
  }

  private void list() throws Exception {
    var listing = InMemoryComponents.listing("northwind/crm@1.0.0", 'a', MANIFEST);
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", RealKafka.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  ComponentListed.TOPIC,
                  "northwind/crm@1.0.0".getBytes(UTF_8),
                  Json.write(listing).getBytes(UTF_8)))
          .get(10, TimeUnit.SECONDS);
    }
  }

  private HttpResponse<String> browser(String query) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address + "/oauth/callback?" + query)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path, issuer.member("acme")));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path, issuer.member("acme")).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> put(String path, String body) throws Exception {
    return send(request(path, issuer.member("acme")).PUT(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> delete(String path) throws Exception {
    return send(request(path, issuer.member("acme")).DELETE());
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
