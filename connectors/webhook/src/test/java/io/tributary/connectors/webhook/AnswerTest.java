package io.tributary.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import org.junit.jupiter.api.Test;

class AnswerTest {
  @Test
  void sendsJsonWithTheStatus() {
    var result = Run.action(new Answer()).on("{\"status\": 202, \"body\": {\"received\": true}}");

    var reply = result.reply().orElseThrow();
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.body()).isEqualTo("{\"received\":true}");
    assertThat(reply.headers()).containsEntry("content-type", "application/json");
    assertThat(result.only().json()).isEqualTo("{\"status\":202}");
  }

  @Test
  void sendsTextAsItIs() {
    var reply =
        Run.action(new Answer())
            .on("{\"headers\": {\"Content-Type\": \"text/html\"}, \"body\": \"<p>Thanks\"}")
            .reply()
            .orElseThrow();

    assertThat(reply.body()).isEqualTo("<p>Thanks");
    assertThat(reply.headers()).containsEntry("content-type", "text/html");
  }

  @Test
  void refusesAStatusThatIsNone() {
    assertThat(Run.action(new Answer()).on("{\"status\": 99}").outcome())
        .isEqualTo(new Outcome.GivenUp("input#/status: is 99. Use 200 to 599"));
  }
}
