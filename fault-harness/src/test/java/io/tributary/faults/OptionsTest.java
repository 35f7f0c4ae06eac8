package io.tributary.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void readsWhatIsAsked() {
    var options = parse("full", "--seed", "7", "--only", "poison,delivery");

    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.wants("poison")).isTrue();
    assertThat(options.wants("zombies")).isFalse();
    assertThat(options.again()).isEqualTo("fault-harness/full --seed 7 --only delivery,poison");
    assertThat(options.again("poison")).isEqualTo("fault-harness/full --seed 7 --only poison");
  }

  @Test
  void drawsASeedWhereNoneIsGiven() {
    assertThat(parse("soak", "--minutes", "5").again())
        .isEqualTo("fault-harness/soak --seed 99 --minutes 5");
  }

  @Test
  void refusesOtherWordsWithTheUsage() {
    assertThatThrownBy(() -> parse()).hasMessageContaining("Usage");
    assertThatThrownBy(() -> parse("full", "--sed", "7")).hasMessageContaining("Usage");
    assertThatThrownBy(() -> parse("full", "--seed", "x")).hasMessageContaining("takes a number");
    assertThatThrownBy(() -> parse("full", "--only", "x")).hasMessageContaining("delivery");
  }

  private static Options parse(String... words) {
    return Options.parse(words, 99);
  }
}
