package io.tributary.foundation.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QuotaTableTest {
  private static final Path PAGE =
      Path.of(System.getProperty("tributary.root", ".."), "docs", "quotas.md");

  @Test
  void thePageIsWhatTheCodeSays() throws Exception {
    var page = Files.readString(PAGE);
    int table = page.indexOf("| quota |");

    assertThat(page.substring(table, page.indexOf("\n\n", table) + 1))
        .as("docs/quotas.md: put this in the place of its table")
        .isEqualTo(QuotaTable.text());
  }

  @Test
  void wordsNameOneQuotaEach() {
    assertThat(Arrays.stream(Quota.values()).map(quota -> Quota.find(quota.word()).orElseThrow()))
        .containsExactly(Quota.values());
    assertThat(Quota.find("flow")).isEmpty();
  }
}
