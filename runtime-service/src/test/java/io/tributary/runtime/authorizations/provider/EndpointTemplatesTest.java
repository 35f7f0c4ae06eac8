package io.tributary.runtime.authorizations.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.manifest.OAuth2;
import io.tributary.manifest.OAuth2.ClientAuth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTemplatesTest {
  private final EndpointTemplates templates =
      new EndpointTemplates(new OAuthSettings(List.of("localhost:9999"), Duration.ofMinutes(5)));

  @ParameterizedTest
  @ValueSource(strings = {"login.crm.example", "test.crm.example", "my-domain.my.crm.example"})
  void aFieldChoosesTheHost(String host) {
    var endpoints = endpoints("https://{{host}}/oauth/token", Map.of("host", host));

    assertThat(endpoints.token()).hasToString("https://" + host + "/oauth/token");
  }

  @Test
  void aFieldChoosesALabelOrAWordOfThePath() {
    var endpoints =
        endpoints(
            "https://{{ shop }}.shops.example/{{tenant}}/token",
            Map.of("shop", "acme-1", "tenant", "12ab-34cd"));

    assertThat(endpoints.token()).hasToString("https://acme-1.shops.example/12ab-34cd/token");
  }

  @Test
  void aFieldMayBeTheBeginningOrTheWhole() {
    assertThat(endpoints("{{base}}/token", Map.of("base", "https://a.example/x/")).token())
        .hasToString("https://a.example/x/token");
    assertThat(endpoints("{{all}}", Map.of("all", "https://a.example/oauth/token")).token())
        .hasToString("https://a.example/oauth/token");
  }

  @Test
  void theOperatorsOwnProviderMayBeWithoutTls() {
    assertThat(endpoints("{{base}}/token", Map.of("base", "http://localhost:9999")).token())
        .hasToString("http://localhost:9999/token");
    refused("{{base}}/token", "base", "http://localhost:9998");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example/",
        "evil.example/x?",
        "evil.example#",
        "evil.example:444",
        "evil.example:443@good.example",
        "user@evil.example",
        "evil.example\\",
        "evil.example%2f",
        "evil.example\r\nHost: x",
        "evil.example;x",
        "-evil.example",
        "evil..example",
        "evil.example.",
        "..",
        "еvil.example",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "[::1]",
        "[::ffff:169.254.169.254]",
        "169.254.169.254",
        "localhost",
        "",
        " ",
      })
  void whatIsNoSingleNameIsRefused(String host) {
    refused("https://{{host}}/oauth/token", "host", host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example",
        "ftp://a.example",
        "https://a.example:8443",
        "https://u@a.example",
        "https://u:p@a.example",
        "https://127.0.0.1",
        "https://2130706433",
        "https://[::1]",
        "https://localhost",
        "https://a.example?x=",
        "https://a.example#",
        "https://a.example/%2e%2e",
        "https:/a.example",
        "//a.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://a",
      })
  void whatIsNoHttpsAddressOfANameIsRefused(String base) {
    refused("{{base}}/token", "base", base);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example/token",
        "https://a.example:8443/token",
        "https://u@a.example/token",
        "https://10.0.0.1/token",
        "https://a.example/token#x",
        "nonsense",
        "",
      })
  void aManifestIsHeldToTheSame(String address) {
    refused(address, "host", "x");
  }

  @Test
  void whatIsRefusedIsNotRepeated() {
    assertThatThrownBy(
            () -> endpoints("https://{{host}}/token", Map.of("host", "s3cret@evil.example")))
        .isInstanceOf(InvalidEndpoint.class)
        .hasMessageContaining("\"host\"")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aClientMayBeDrawnFromFieldsThatAreAllThere() {
    assertThat(EndpointTemplates.text("{{id}}", Map.of("id", "a b/c"))).contains("a b/c");
    assertThat(EndpointTemplates.text("{{id}}", Map.of())).isEmpty();
    assertThat(EndpointTemplates.text("", Map.of())).isEmpty();
  }

  private Endpoints endpoints(String token, Map<String, String> fields) {
    return templates.endpoints(
        new OAuth2(
            "id", "secret", "https://a.example/authorize", token, List.of(), ClientAuth.POST),
        fields);
  }

  private void refused(String token, String field, String value) {
    assertThatThrownBy(() -> endpoints(token, Map.of(field, value)))
        .isInstanceOf(InvalidEndpoint.class);
  }
}
