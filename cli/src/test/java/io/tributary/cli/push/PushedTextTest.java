package io.tributary.cli.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushedTextTest {
  @Test
  void buildIsTakenFromItsLink() {
    var text =
        new PushedText(
            List.of(
                "remote: version 1.0.0 claimed        ",
                "remote: build 118  http://localhost:8080/o/acme/builds/118        ",
                "To http://localhost:8080/git/acme/ledger.git",
                "*\tHEAD:refs/heads/main\t[new branch]"));

    assertThat(text.build()).hasValue(118);
    assertThat(text.platformLines().getFirst()).isEqualTo("version 1.0.0 claimed");
  }

  @Test
  void lineThatOnlyMentionsABuildIsNone() {
    assertThat(new PushedText(List.of("remote: the last build 7 was fine")).build()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fatal: Authentication failed for 'http://localhost:8080/'|NOT_SIGNED_IN",
        "fatal: repository 'http://localhost:8080/git/x/y.git/' not found|NOT_FOUND",
        "remote: Refused, nothing stored. Try it locally: tributary validate|VALIDATION_FAILED",
        "! HEAD:refs/heads/main [remote rejected] (would drop released version 1.0.0)|CONFLICT",
        "! HEAD:refs/heads/main [rejected] (fetch first)|CONFLICT",
        "fatal: unable to access 'http://localhost/': The requested URL returned error:"
            + " 403|NOT_ALLOWED",
        "fatal: unable to access 'http://localhost:1/': Failed to connect|UNEXPECTED"
      })
  void whatGitSaidBecomesAnExitCode(String line, ExitCode exit) {
    assertThat(new PushedText(List.of(line)).failure()).isEqualTo(exit);
  }

  @Test
  void targetComesFromAReferenceOrARemote() {
    var server = URI.create("http://localhost:8080");

    assertThat(Target.parse("acme/ledger-sync").address(server))
        .isEqualTo("http://localhost:8080/git/acme/ledger-sync.git");
    assertThat(Target.ofRemote("https://tributary.example/git/acme/ledger-sync.git"))
        .isEqualTo(Target.parse("acme/ledger-sync"));
  }

  @ParameterizedTest
  @CsvSource({"acme", "Acme/x-ray", "acme/../admin", "a/b/c", "-u/payload"})
  void whatIsNoReferenceIsRefused(String text) {
    assertThatThrownBy(() -> Target.parse(text)).isInstanceOf(Failure.class);
  }
}
