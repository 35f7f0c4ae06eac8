package io.tributary.runner.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.StepName;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageIdentityTest {
  @Test
  void namesAreUuidsOfTheirTextAndStayWhatTheyWere() {
    var step = new StepName("work");

    for (int number = 0; number < 64; number++) {
      var named = UUID.nameUUIDFromBytes(("é" + number + "/work/3").getBytes(StandardCharsets.UTF_8));
      assertThat(MessageIdentity.ofOutput("é" + number, step, 3)).isEqualTo(named.toString());
    }
  }
}
