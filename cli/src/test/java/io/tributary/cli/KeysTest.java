package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void rotationSaysHowMuchWasSealedAnew() {
    platform.on("POST /api/v1/operator/organizations/acme/data-key", 200, "{\"changed\": 3}");

    var result = command().run("keys", "rotate", "acme");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("connections sealed anew: 3");
  }

  @Test
  void whoIsNoOperatorIsNotAllowed() {
    platform.on(
        "POST /api/v1/operator/data-keys",
        403,
        "{\"code\": \"not-allowed\", \"detail\": \"Your log-in does not allow this.\"}");

    assertThat(command().run("keys", "encrypt-anew").exit()).isEqualTo(7);
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
