package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
  private static final String RUNS = "GET /api/v1/organizations/acme/executions";
  private static final String RUN =
      """
      {"id": "r1", "flow": "leads", "revision": 3, "status": "failed", "milliseconds": 420,
       "path": [{"step": "cms", "outcome": "emitted", "attempt": 1, "milliseconds": 30,
                 "startedAt": "2026-11-26T09:14:00Z"}]}
      """;

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void whatAStepGotAndGaveIsShownWhereItIsAskedFor() {
    platform.on(RUNS + "/r1", 200, RUN);
    platform.on(RUNS + "/r1/steps/cms/input", 200, "{\"title\":\"Ada\",\"card\":\"***\"}");
    platform.on(
        RUNS + "/r1/steps/cms/outputs",
        200,
        "{\"given\":2,\"shown\":[{\"message\":\"m1\",\"body\":{\"entry\":7}},"
            + "{\"message\":\"m2\",\"text\":\"no json\"}]}");

    var result = command().run("runs", "show", "r1", "--step", "cms");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("r1  leads  revision 3  failed in 420 ms")
        .contains("cms got:")
        .contains("\"card\" : \"***\"")
        .contains("cms gave 2:")
        .contains("\"entry\" : 7")
        .contains("no json");
  }

  @Test
  void runsAreFoundByText() {
    platform.on(RUNS + "?limit=20&text=token%20expired", 200, "[]");

    assertThat(command().run("runs", "ls", "--text", "token expired").exit()).isZero();
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
