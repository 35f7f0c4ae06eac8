package io.tributary.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.tck.HostContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The finished jar beside the SDK's, as in an image, held against the protocol. */
class JavaHostIT extends HostContract {
  @Override
  protected ProcessBuilder host(Path folder) {
    return HostProcess.command();
  }

  @Override
  protected String main() {
    return Behaviours.class.getName();
  }

  @Test
  void patternThatNeverEndsIsGivenUpAndTheWorkerWithIt() throws Exception {
    var runner = ready(", \"mapping\": \"$match(a, /(.*a){25}b/)\"");

    runner.send(message(7, "{\"a\": \"" + "a".repeat(60) + "\"}"));

    assertThat(runner.next().header(HeaderKey.KIND)).contains("give-up");
    assertThat(runner.exitCode()).isEqualTo(71);
  }
}
