package io.tributary.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReplyTest {
  @Test
  void refusesAStatusThatIsNoAnswer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reply.text(100, "go on"))
        .withMessageContaining("use 200 to 599");
  }

  @Test
  void saysWhatItsBodyIs() {
    var reply = Reply.json(201, "x").withHeader("location", "/entries/1");

    assertThat(reply.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("location", "/entries/1");
  }
}
