package io.tributary.contracts.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAccessTest {
  @TempDir Path folder;

  @Test
  void aFileSaysHowToLogIn() throws IOException {
    var access = BrokerAccess.of("b:1", file("security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n"));

    assertThat(access.settings())
        .containsEntry("bootstrap.servers", "b:1")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "PLAIN");
    assertThat(BrokerAccess.of("b:1", null).settings()).hasSize(1);
  }

  @Test
  void whatDoesNotBelongThereIsNamed() throws IOException {
    var file = file("acks=0\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerAccess.of("b:1", file))
        .withMessageContaining("\"acks\" is not understood");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerAccess.of("b:1", folder.resolve("none")))
        .withMessageContaining("cannot be read");
  }

  @Test
  void thePasswordIsNotShown() throws IOException {
    var access = BrokerAccess.of("b:1", file("sasl.jaas.config=x required password=\"s3cret\";\n"));

    assertThat(access).hasToString("b:1 (authenticated)");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("client.properties"), text);
  }
}
