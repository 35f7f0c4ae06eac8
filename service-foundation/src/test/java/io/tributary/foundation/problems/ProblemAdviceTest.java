package io.tributary.foundation.problems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class ProblemAdviceTest {

  @Test
  void whoAsksIsToldThatTheDatabaseIsAway() {
    var answer =
        new ProblemAdvice().databaseAway(new CannotGetJdbcConnectionException("no connection"));

    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("5");
    assertThat(answer.getBody()).extracting("code").isEqualTo("database-away");
  }
}
