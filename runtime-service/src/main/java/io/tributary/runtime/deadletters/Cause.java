package io.tributary.runtime.deadletters;

import io.tributary.contracts.names.StepName;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/** What failures have in common that differ only in numbers, ids and quoted texts. */
final class Cause {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\"[^\"]{0,500}\"|'[^']{0,500}'|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9a-fA-F]{16,}|[0-9]+");
  private static final int LOOKED_AT = 500;

  private Cause() {}

  /** A short id, the same for the same cause at the same step. */
  static String of(StepName step, String kind, String error, String message) {
    var begin = message.substring(0, Math.min(LOOKED_AT, message.length()));
    var common = VARIABLE.matcher(begin).replaceAll("#");
    var text = String.join("\n", step.value(), kind, error, common);
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
        .toString()
        .substring(0, 13);
  }
}
