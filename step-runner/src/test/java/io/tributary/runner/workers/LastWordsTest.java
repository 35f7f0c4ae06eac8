package io.tributary.runner.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.workers.WorkerExit;
import io.tributary.protocol.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private final Redaction secrets = new Redaction();

  @Test
  void secretsAreTakenOutAndControlCharactersEscaped() {
    secrets.learn("tok-12345");
    var basic =
        Base64.getEncoder().encodeToString("ada:tok-12345".getBytes(StandardCharsets.UTF_8));

    var lines =
        LastWords.of(
            exit(134, false, "Authorization: Basic " + basic + "\r\n\u001b[2Jtoken=tok-12345\n"),
            secrets);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("ended with 134");
    assertThat(lines.get(1)).startsWith("Authorization: Basic ").contains("***");
    assertThat(lines.get(2)).isEqualTo("\\u001b[2Jtoken=***");
  }

  @Test
  void secretOfSeveralLinesIsTakenOutBeforeLinesAreParted() {
    secrets.learn("BEGIN\nabc\nEND");

    assertThat(LastWords.of(exit(1, false, "BEGIN\nabc\nEND\n"), secrets))
        .containsExactly("ended with 1", "***");
  }

  @Test
  void linesAreFewAndShort() {
    var flood = LastWords.of(exit(1, false, "x\n".repeat(500)), secrets);
    var escaped = LastWords.of(exit(1, false, "\u0001".repeat(10_000)), secrets);

    assertThat(flood).hasSize(101);
    assertThat(escaped.getLast().length()).isLessThanOrEqualTo(16 * 1024 + 8);
  }

  @Test
  void whoWasAskedToEndHasNothingToSay() {
    assertThat(LastWords.of(exit(0, false, "bye"), secrets)).isEmpty();
    assertThat(LastWords.of(exit(143, false, "bye"), secrets)).isEmpty();
    assertThat(LastWords.of(exit(69, false, ""), secrets)).isEmpty();
    assertThat(LastWords.of(exit(137, false, ""), secrets)).isEmpty();
  }

  @Test
  void memoryThatWasNotEnoughIsSaidWithoutWords() {
    assertThat(LastWords.of(exit(137, true, ""), secrets))
        .containsExactly("ended with 137, out of memory");
  }

  private static WorkerExit exit(int code, boolean outOfMemory, String words) {
    return new WorkerExit("worker-1", code, outOfMemory, Instant.EPOCH, words);
  }
}
