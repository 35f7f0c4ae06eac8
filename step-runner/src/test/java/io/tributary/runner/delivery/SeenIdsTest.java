package io.tributary.runner.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenIdsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void anIdCountsForItsWindow() {
    var ids = new SeenIds();
    ids.add(id(1), NOW);

    assertThat(ids.contain(id(1), NOW.plus(Duration.ofHours(71)))).isTrue();
    assertThat(ids.contain(id(2), NOW)).isFalse();
    assertThat(ids.contain(id(1), NOW.plus(SeenIds.WINDOW))).isFalse();
    assertThat(ids.count()).isZero();
  }

  @Test
  void aRepeatDoesNotMakeItYounger() {
    var ids = new SeenIds();
    ids.add(id(1), NOW);
    ids.add(id(1), NOW.plus(Duration.ofHours(71)));

    assertThat(ids.contain(id(1), NOW.plus(Duration.ofHours(73)))).isFalse();
  }

  @Test
  void pastTheMostTheOldestIsForgottenAndThatIsSaidOnce() {
    var ids = new SeenIds(3);
    for (int i = 0; i < 3; i++) {
      ids.add(id(i), NOW);
    }
    boolean before = ids.takeForgot();
    ids.add(id(3), NOW);

    assertThat(before).isFalse();
    assertThat(ids.contain(id(0), NOW)).isFalse();
    assertThat(ids.contain(id(1), NOW)).isTrue();
    assertThat(ids.contain(id(3), NOW)).isTrue();
    assertThat(ids.takeForgot()).isTrue();
    assertThat(ids.takeForgot()).isFalse();
  }

  @Test
  void remembersWhatAnOrderedSetWould() {
    for (int seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      int most = 1 + random.nextInt(500);
      var ids = new SeenIds(most);
      var model = new LinkedHashMap<Integer, Instant>();
      var now = NOW;
      for (int i = 0; i < 3_000; i++) {
        now = now.plusSeconds(random.nextInt(2_000));
        int number = random.nextInt(2 * most);
        var oldest = now.minus(SeenIds.WINDOW);
        model.values().removeIf(at -> !at.isAfter(oldest));
        assertThat(ids.contain(id(number), now))
            .as("seed %d, id %d", seed, number)
            .isEqualTo(model.containsKey(number));
        if (random.nextBoolean()) {
          if (!model.containsKey(number) && model.size() == most) {
            model.remove(model.keySet().iterator().next());
          }
          model.putIfAbsent(number, now);
          ids.add(id(number), now);
        }
        assertThat(ids.count()).isEqualTo(model.size());
      }
    }
  }

  @Test
  void holdsAMillionInLittleMemory() {
    var ids = new SeenIds(1_000_000);
    for (int i = 0; i < 1_000_000; i++) {
      ids.add(id(i), NOW);
    }

    assertThat(ids.count()).isEqualTo(1_000_000);
    assertThat(ids.contain(id(999_999), NOW)).isTrue();
    assertThat(ids.contain(id(0), NOW)).isTrue();
    assertThat(ids.contain(id(1_000_000), NOW)).isFalse();
  }

  private static byte[] id(int number) {
    return ("event-" + number).getBytes(StandardCharsets.UTF_8);
  }
}
