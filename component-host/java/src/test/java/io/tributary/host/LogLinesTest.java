package io.tributary.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private final ArrayList<String> lines = new ArrayList<>();
  private final PrintStream out =
      new PrintStream(new LogLines(lines::add), true, StandardCharsets.UTF_8);

  @Test
  void cutsWhatIsPrintedIntoLines() {
    out.print("grüß");
    out.print(" dich\r\nund\n\n");

    assertThat(lines).containsExactly("grüß dich", "und");
  }

  @Test
  void cutsALineWithoutEnd() {
    out.print("x".repeat(20_000));

    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).hasSize(8192));
  }
}
