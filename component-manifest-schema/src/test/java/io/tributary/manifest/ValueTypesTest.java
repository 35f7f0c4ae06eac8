package io.tributary.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ValueTypesTest {
  @Test
  void versionsAreOrderedByPrecedence() {
    var inOrder =
        List.of(
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.2.0",
            "1.10.0",
            "2.0.0");

    assertThat(inOrder.reversed().stream().map(SemanticVersion::parse).sorted())
        .extracting(SemanticVersion::toString)
        .containsExactlyElementsOf(inOrder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.0",
        "01.0.0",
        "1.0.0+build",
        "v1.0.0",
        "1.0.0-",
        "1.0.0-01",
        "1.0.0-a..b",
        "1.0.0 ",
        "9999999999.0.0"
      })
  void whatIsNoVersionIsRefused(String text) {
    assertThatThrownBy(() -> SemanticVersion.parse(text)).isInstanceOf(InvalidText.class);
  }

  @Test
  void publishedPatternsAgreeWithTheParsers() {
    var schema = JsonMapper.shared().readTree(ManifestReader.schema());
    var version = Pattern.compile(schema.at("/properties/version/pattern").stringValue());
    var memory =
        Pattern.compile(schema.at("/$defs/resources/properties/memory/pattern").stringValue());

    assertThat(List.of("1.0.0", "0.0.1-rc.1", "10.20.30")).allMatch(version::matches);
    assertThat(List.of("1", "1.0", "01.0.0", "1.0.0+b", "v1.0.0")).noneMatch(version::matches);
    assertThat(List.of("128Mi", "1Gi", "65536Ki"))
        .allMatch(memory::matches)
        .allMatch(text -> ByteSize.parse(text).toString().equals(text) || text.endsWith("Ki"));
    assertThat(List.of("128", "128MB", "0Mi", "-1Gi", "1.5Gi")).noneMatch(memory::matches);
  }

  @Test
  void periodsHaveUnitsAndAnEnd() {
    assertThat(RateLimit.parsePeriod("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(RateLimit.parsePeriod("1d")).isEqualTo(Duration.ofDays(1));
    assertThatThrownBy(() -> RateLimit.parsePeriod("32d")).isInstanceOf(InvalidText.class);
    assertThatThrownBy(() -> RateLimit.parsePeriod("1")).isInstanceOf(InvalidText.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.example.com:443",
        "*.example.com:8443",
        "{{url}}",
        "{{host}}:{{port}}",
        "{{host}}:993"
      })
  void grantsReadBackAsWritten(String text) {
    assertThat(HostGrant.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*:443",
        "*.com",
        "*.*.com",
        "",
        ".",
        "a..b",
        "http://a.test",
        "a.test/path",
        "a b.test",
        "user@a.test",
        "a.test:0",
        "a.test:70000",
        "localhost",
        "redis",
        "10.0.0.1",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "::1",
        "host.internal",
        "printer.local",
        "{{url",
        "{{a}}.example.com",
        "-a.test",
        "a.t\u0435st.com"
      })
  void grantsThatGiveTooMuchOrNothingAreRefused(String text) {
    assertThatThrownBy(() -> HostGrant.parse(text)).isInstanceOf(InvalidGrant.class);
  }

  @Test
  void grantsPermitTheirHostAtTheirPortOnly() {
    var exact = HostGrant.parse("API.Example.com");
    var below = HostGrant.parse("*.example.com:8443");

    assertThat(exact.permits("api.example.com.", 443)).isTrue();
    assertThat(exact.permits("api.example.com", 80)).isFalse();
    assertThat(exact.permits("evil-api.example.com", 443)).isFalse();
    assertThat(below.permits("a.b.example.com", 8443)).isTrue();
    assertThat(below.permits("example.com", 8443)).isFalse();
    assertThat(below.permits("badexample.com", 8443)).isFalse();
    assertThat(HostGrant.parse("{{url}}").permits("a.test", 443)).isFalse();
  }

  @Test
  void templatesAreFilledFromTheConnection() {
    var url = HostGrant.parse("{{url}}");
    var parts = HostGrant.parse("{{host}}:{{port}}");

    assertThat(url.filledFrom(Map.of("url", "http://127.0.0.1:9090/cms")))
        .contains(new HostGrant.Exact("127.0.0.1", 9090));
    assertThat(url.filledFrom(Map.of("url", "http://cms.test")))
        .contains(new HostGrant.Exact("cms.test", 80));
    assertThat(url.filledFrom(Map.of("url", "cms.test")))
        .contains(new HostGrant.Exact("cms.test", 443));
    assertThat(parts.filledFrom(Map.of("host", "mail.test", "port", "587")))
        .contains(new HostGrant.Exact("mail.test", 587));
    assertThat(HostGrant.parse("{{host}}:993").filledFrom(Map.of("host", "mail.test")))
        .contains(new HostGrant.Exact("mail.test", 993));
    assertThat(parts.filledFrom(Map.of("host", "mail.test"))).isEmpty();
    assertThat(url.filledFrom(Map.of("url", "not an address"))).isEmpty();
  }

  @Test
  void nearestWordForgivesSlips() {
    var known = List.of("type", "title", "triggers", "description");

    assertThat(Suggestions.nearest("typ", known)).contains("type");
    assertThat(Suggestions.nearest("tpye", known)).contains("type");
    assertThat(Suggestions.nearest("TYPE", known)).contains("type");
    assertThat(Suggestions.nearest("trigers", known)).contains("triggers");
    assertThat(Suggestions.nearest("banana", known)).isEmpty();
  }
}
