package io.tributary.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.foundation.login.Belonging;
import io.tributary.foundation.login.LoginConfiguration;
import io.tributary.foundation.problems.ProblemAdvice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** What browsers are given before anybody is signed in, behind the platform's own filter chain. */
class PagesTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SCRIPT = "/assets/index-C1sSRFC7.js";

  @TempDir private static Path root;
  private static ConfigurableApplicationContext application;

  @BeforeAll
  static void start() {
    application =
        SpringApplication.run(
            Routes.class,
            "--server.port=0",
            "--tributary.root=" + root,
            "--tributary.oidc.issuer=https://id.example:8443/auth/realms/tributary",
            "--tributary.oidc.jwks=http://127.0.0.1:1/keys");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @BeforeEach
  void build() throws IOException {
    var assets = Files.createDirectories(root.resolve("frontend/dist/assets"));
    Files.writeString(root.resolve("frontend/dist/index.html"), "<!doctype html><title>T</title>");
    Files.writeString(root.resolve("frontend/dist/stamp"), "of the build");
    Files.writeString(assets.resolve("index-C1sSRFC7.js"), "export {}");
  }

  @Test
  void thePageRunsOurFilesAndTalksToThePlatformAndTheIssuerAlone() throws Exception {
    var page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .containsExactly(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " font-src 'self'; connect-src 'self' https://id.example:8443;"
                + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", SCRIPT})
  void nobodyFramesGuessesTypesOrLearnsWhereOneCameFrom(String path) throws Exception {
    var answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(answer, "Permissions-Policy")).contains("camera=()");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEmpty();
    assertThat(header(answer, "Set-Cookie")).isEmpty();
  }

  @Test
  void aFileDoesNothingByItself() throws Exception {
    assertThat(header(get(SCRIPT), "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  @Test
  void filesAreKeptForGoodAndThePageIsAskedForAgain() throws Exception {
    assertThat(header(get(SCRIPT), "Content-Type")).startsWith("text/javascript");
    assertThat(header(get(SCRIPT), "Cache-Control"))
        .isEqualTo("max-age=31536000, public, immutable");
    assertThat(header(get("/"), "Cache-Control")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.html",
        "/stamp",
        "/assets",
        "/assets/",
        "/assets/more/index.js",
        "/assets/..%2findex.html",
        "/assets/%2e%2e/stamp",
        "/assets/..;/stamp",
        "/nowhere",
      })
  void nothingElseIsOpen(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 401, 404);
  }

  @Test
  void pagesAreLookedAtAndNotWrittenTo() throws Exception {
    var request = HttpRequest.newBuilder(address("/")).POST(BodyPublishers.ofString("x=y")).build();

    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void pagesThatWereNotBuiltSaySoInASentence() throws Exception {
    Files.delete(root.resolve("frontend/dist/index.html"));

    var answer = get("/");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "Content-Type")).startsWith("text/plain");
    assertThat(answer.body()).contains("Node.js 20.19", "./tributary up").hasLineCount(1);
    assertThat(header(answer, "Content-Security-Policy")).startsWith("default-src 'none'; base");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static URI address(String path) {
    int port = ((WebServerApplicationContext) application).getWebServer().getPort();
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @PropertySource("classpath:tributary-foundation.properties")
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
  })
  @Import({LoginConfiguration.class, ProblemAdvice.class, PagesConfiguration.class})
  static class Routes {
    @Bean
    Belonging belonging() {
      return (organization, caller) -> caller.belongsTo(organization);
    }
  }
}
