package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantsTest {
  private static final String CRM = "/api/v1/organizations/acme/grants/northwind/crm";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void showsWhatIsAskedForAndWhatWasDecided() {
    platform.on(
        "GET " + CRM,
        200,
        """
        {"component": "northwind/crm", "asked": ["a.example:443", "b.example:443"],
         "allowed": ["a.example:443", "old.example:443"], "refused": [],
         "undecided": ["b.example:443"]}
        """);

    var result = command().run("grants", "show", "northwind/crm");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .containsPattern("a\\.example:443 +yes +allowed")
        .containsPattern("old\\.example:443 +allowed")
        .containsPattern("b\\.example:443 +yes +undecided");
  }

  @Test
  void withoutAHostAllThatIsAskedForIsAllowed() {
    platform.on("GET " + CRM, 200, "{\"asked\": [\"a.example:443\"]}");
    platform.on(
        "POST " + CRM,
        200,
        """
        {"grants": {"asked": ["a.example:443"], "allowed": ["a.example:443"]}, "flows": ["leads"]}
        """);

    var result = command().run("grants", "allow", "northwind/crm");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("The steps of leads go on with it.");
    assertThat(platform.asked().getLast().body()).isEqualTo("{\"allow\":[\"a.example:443\"]}");
  }

  @Test
  void whatIsRefusedMustBeNamed() {
    assertThat(command().run("grants", "refuse", "northwind/crm").exit()).isEqualTo(2);
    assertThat(command().run("grants", "allow", "crm").err()).contains("publisher/component");
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
