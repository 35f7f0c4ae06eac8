package io.tributary.platform.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Path ROOT = Path.of("/opt/tributary");

  @Test
  void nothingSaidMeansPort8080AndDataUnderTheHome() {
    var settings = Settings.read(List.of(), Map.of("TRIBUTARY_HOME", "/h"), ROOT);

    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.docker()).isTrue();
    assertThat(settings.home().data()).isEqualTo(Path.of("/h/data"));
    assertThat(settings.kafka()).isEmpty();
    assertThat(settings.publicUrl()).hasToString("http://localhost:8080");
  }

  @Test
  void optionsAreReadWithSpaceAndWithEquals() {
    var settings =
        Settings.read(List.of("--data", "/d", "--port=9000", "--no-docker"), Map.of(), ROOT);

    assertThat(settings.home().data()).isEqualTo(Path.of("/d"));
    assertThat(settings.port()).isEqualTo(9000);
    assertThat(settings.docker()).isFalse();
  }

  @Test
  void environmentNamesTheServersThatAreNotStarted() {
    var settings =
        Settings.read(
            List.of(),
            Map.of(
                "TRIBUTARY_KAFKA_BOOTSTRAP", "k:9092",
                "TRIBUTARY_DATABASE_URL", "jdbc:postgresql://d/t",
                "TRIBUTARY_OIDC_ISSUER", "https://login.test/realms/t"),
            ROOT);

    assertThat(settings.kafka()).contains("k:9092");
    assertThat(settings.database()).contains("jdbc:postgresql://d/t");
    assertThat(settings.issuer())
        .hasValueSatisfying(issuer -> assertThat(issuer).hasHost("login.test"));
  }

  @Test
  void unknownOptionsAndValuesAreRefusedByName() {
    assertThatThrownBy(() -> Settings.read(List.of("--prot"), Map.of(), ROOT))
        .isInstanceOf(Settings.Misused.class)
        .hasMessageContaining("--prot");
    assertThatThrownBy(() -> Settings.read(List.of("--port", "70000"), Map.of(), ROOT))
        .isInstanceOf(Settings.Misused.class)
        .hasMessageContaining("70000");
    assertThatThrownBy(() -> Settings.read(List.of("--data"), Map.of(), ROOT))
        .isInstanceOf(Settings.Misused.class)
        .hasMessageContaining("needs a value");
  }
}
