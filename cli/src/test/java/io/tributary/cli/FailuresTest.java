package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  private static final String FLOWS = "GET /api/v1/organizations/acme/flows";
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @ParameterizedTest
  @CsvSource({"401,6", "403,7", "404,8", "409,9", "422,3", "400,3", "500,1", "503,1", "504,10"})
  void statusBecomesTheDocumentedExitCode(int status, int exit) {
    platform.on(FLOWS, status, "{\"code\":\"some-code\",\"detail\":\"Some detail.\"}");

    var result = Command.in(home).at(platform, "acme").run("flows", "ls");

    assertThat(result.exit()).isEqualTo(exit);
    assertThat(result.err()).contains("some-code: Some detail.");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void errorIsPartOfTheOneJsonObject() {
    platform.on(FLOWS, 403, "{\"code\":\"not-allowed\",\"detail\":\"No.\"}");

    var result = Command.in(home).at(platform, "acme").run("flows", "ls", "--json");

    assertThat(result.out())
        .isEqualToNormalizingNewlines(
            """
            {"ok":false,"operation":"flows ls","error":{"code":"not-allowed","message":"No.","hint":"","errors":[]},"exitCode":7}
            """);
  }

  @Test
  void answerThatIsNoProblemIsStillExplained() {
    platform.on(FLOWS, 502, "<html>bad gateway</html>");

    var result = Command.in(home).at(platform, "acme").run("flows", "ls");

    assertThat(result.err()).contains("http-502").contains("status 502");
  }

  @Test
  void missingValueNamesItsFlag() {
    var result = Command.in(home).run("flows", "apply");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--file").contains("tributary flows apply --help");
  }

  @Test
  void severalOrganizationsNeedAChoiceAndNoQuestionIsAsked() {
    var result = Command.in(home).at(platform, "acme", "northwind").run("flows", "ls");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("acme, northwind").contains("--org NAME");
  }

  @Test
  void organizationCannotLeaveItsPlaceInTheAddress() {
    var result = Command.in(home).at(platform, "acme").run("flows", "ls", "--org", "../admin");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(platform.asked()).isEmpty();
  }

  @Test
  void silentServerIsNamedWithARemedy() {
    platform.close();

    var result = Command.in(home).at(platform, "acme").run("flows", "ls");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains(platform.url()).contains("tributary status");
  }
}
