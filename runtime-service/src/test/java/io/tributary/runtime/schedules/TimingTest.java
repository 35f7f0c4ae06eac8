package io.tributary.runtime.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.foundation.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimingTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void whatIsWrittenIsReadAgain() {
    for (var text :
        List.of(
            "every 10500ms",
            "every 90s",
            "every 5m",
            "every 36h",
            "every 30d",
            "0 */5 * * * * Z",
            "0 30 7 * * MON-FRI Europe/Berlin")) {
      assertThat(Timing.parse(text).text()).isEqualTo(text);
      assertThat(Json.read(Json.write(Timing.parse(text)), Timing.class))
          .isEqualTo(Timing.parse(text));
    }
    assertThatThrownBy(() -> Timing.parse("every day")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> Timing.parse("")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void anIntervalBeginsNowAndKeepsItsDistances() {
    var timing = Timing.parse("every 5m");

    assertThat(timing.first(NOON, Optional.empty())).isEqualTo(NOON);
    assertThat(timing.after(NOON)).isEqualTo(NOON.plusSeconds(300));
    assertThat(timing.newest(NOON, NOON.plusSeconds(299))).isEqualTo(NOON);
    assertThat(timing.newest(NOON, NOON.plusSeconds(300 * 1_000 + 7)))
        .isEqualTo(NOON.plusSeconds(300 * 1_000));
  }

  @Test
  void anotherIntervalPollsNoSoonerThanItWouldHave() {
    var timing = Timing.parse("every 1h");

    assertThat(timing.first(NOON, Optional.of(NOON.minusSeconds(600))))
        .isEqualTo(NOON.plusSeconds(3_000));
    assertThat(timing.first(NOON, Optional.of(NOON.minusSeconds(7_200)))).isEqualTo(NOON);
  }

  @Test
  void aClockTimeIsItsZonesAcrossSummerTime() {
    var timing = Timing.parse("0 30 7 * * * Europe/Berlin");

    assertThat(timing.after(Instant.parse("2026-03-28T12:00:00Z")))
        .isEqualTo("2026-03-29T05:30:00Z");
    assertThat(timing.after(Instant.parse("2026-03-27T12:00:00Z")))
        .isEqualTo("2026-03-28T06:30:00Z");
  }

  @Test
  @Timeout(5)
  void ofMissedTimesTheNewestIsFoundHoweverLongTheRestWas() {
    var tenSeconds = Timing.parse("*/10 * * * * * Z");
    var yearly = Timing.parse("0 0 0 1 1 * Z");
    var longAgo = NOON.minus(Duration.ofDays(3_000));

    assertThat(tenSeconds.newest(longAgo, NOON.plusSeconds(17))).isEqualTo(NOON.plusSeconds(10));
    assertThat(yearly.newest(Instant.parse("2020-01-01T00:00:00Z"), NOON))
        .isEqualTo("2026-01-01T00:00:00Z");
    assertThat(yearly.newest(Instant.parse("2026-01-01T00:00:00Z"), NOON))
        .isEqualTo("2026-01-01T00:00:00Z");
  }
}
