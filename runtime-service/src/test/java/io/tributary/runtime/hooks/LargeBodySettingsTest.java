package io.tributary.runtime.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class LargeBodySettingsTest {
  @Test
  void aHundredMegabytesAndEightAtOnceUnlessSaidOtherwise() {
    assertThat(bound(Map.of())).isEqualTo(new LargeBodySettings(DataSize.ofMegabytes(100), 8));
    assertThat(
            bound(
                Map.of(
                    "tributary.large-bodies.most", "20MB",
                    "tributary.large-bodies.at-once", "3")))
        .isEqualTo(new LargeBodySettings(DataSize.ofMegabytes(20), 3));
  }

  @Test
  void whatNoReferenceCanSayIsRefused() {
    assertThatThrownBy(() -> new LargeBodySettings(DataSize.ofGigabytes(1), 8))
        .hasMessageContaining("950MB");
  }

  private static LargeBodySettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("tributary.large-bodies", LargeBodySettings.class);
  }
}
