package io.tributary.foundation.quotas;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of quotas for people to read, as Markdown. */
final class QuotaTable {
  private QuotaTable() {}

  static String text() {
    return Arrays.stream(Quota.values())
        .map(
            quota ->
                "| `%s` | %s | %s | %s | %s | %s |\n"
                    .formatted(
                        quota.word(),
                        quota.counted(),
                        quota.unit(),
                        String.format(Locale.ROOT, "%,d", quota.usual()),
                        quota.enforced(),
                        quota.warned().name().toLowerCase(Locale.ROOT)))
        .collect(
            Collectors.joining(
                "",
                """
                | quota | what counts | unit | usual | at the limit | owners are told at 80 % |
                |---|---|---|---|---|---|
                """,
                ""));
  }
}
