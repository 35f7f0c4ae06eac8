package io.tributary.runner.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressExceptionsTest {

  @Test
  void namesLeadToTheOperatorsAddresses() {
    var exceptions =
        EgressExceptions.parse("Mail.Example:25=127.0.0.1:2525, cms.example:80=[::1]:8090");

    assertThat(exceptions.get(new Target("mail.example", 25))).hasToString("/127.0.0.1:2525");
    assertThat(exceptions.get(new Target("cms.example", 80)))
        .hasToString("/[0:0:0:0:0:0:0:1]:8090");
    assertThat(exceptions).hasSize(2);
  }

  @Test
  void nothingIsNoException() {
    assertThat(EgressExceptions.parse(" ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a:1", "a:1=b:2", "a:1=127.0.0.1", "a=127.0.0.1:1", "a:0=127.0.0.1:1"})
  void brokenEntryIsNamedWithAnExample(String entry) {
    assertThatThrownBy(() -> EgressExceptions.parse(entry))
        .hasMessageContaining("\"" + entry + "\"")
        .hasMessageContaining("for example");
  }
}
