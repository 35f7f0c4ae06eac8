package io.tributary.runtime.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.runtime.connections.ConnectionState.Refused;
import io.tributary.runtime.connections.ConnectionState.Untested;
import io.tributary.runtime.connections.ConnectionState.Working;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionStateTest {
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LATER = FIRST.plusSeconds(60);

  @Test
  void workWithItMakesItWork() {
    assertThat(new Untested().worked(FIRST)).isEqualTo(new Working(FIRST));
    assertThat(new Refused(FIRST, "401").worked(LATER)).isEqualTo(new Working(LATER));
    assertThat(new Working(FIRST).worked(LATER)).isEqualTo(new Working(FIRST));
  }

  @Test
  void theFirstRefusalStands() {
    assertThat(new Untested().refused(FIRST, "401")).isEqualTo(new Refused(FIRST, "401"));
    assertThat(new Working(FIRST).refused(LATER, "403")).isEqualTo(new Refused(LATER, "403"));
    assertThat(new Refused(FIRST, "401").refused(LATER, "403"))
        .isEqualTo(new Refused(FIRST, "401"));
  }

  @Test
  void newFieldsSayNothingYet() {
    assertThat(new Working(FIRST).renewed()).isEqualTo(new Untested());
    assertThat(new Refused(FIRST, "401").renewed()).isEqualTo(new Untested());
  }
}
