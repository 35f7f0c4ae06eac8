package io.tributary.cli.audit;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An exported audit log, checked without the platform; {@code docs/audit.md} is the format. */
record AuditFile(Path path) {

  /**
   * What a whole file is.
   *
   * @param first number of its first entry
   * @param head hash of its last one
   */
  record Whole(long entries, long first, String head) {}

  /**
   * Hashes every entry again.
   *
   * @throws Failure where one is not what was hashed or not in its place, or the file is none
   */
  Whole verify() {
    try (var lines = Files.newBufferedReader(path)) {
      long entries = 0;
      long first = 0;
      long number = 0;
      var head = "";
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var link = read(line);
        long next = link.path("number").asLong(0);
        if (entries == 0) {
          first = next;
          number = next - 1;
          head = link.path("previous").asString("");
        }
        if (next != number + 1 || !follows(link, head)) {
          throw broken(number + 1);
        }
        entries++;
        number = next;
        head = link.path("hash").asString("");
      }
      return new Whole(entries, first, head);
    } catch (IOException unreadable) {
      throw Failure.usage(path + " cannot be read.", "Make it with: tributary audit export FILE");
    }
  }

  private static boolean follows(JsonNode link, String before) {
    var text =
        before + "\n" + link.path("number").asLong(0) + "\n" + link.path("entry").asString("");
    return link.path("previous").asString("").equals(before)
        && link.path("hash").asString("").equals(sha256(text));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JsonNode read(String line) {
    try {
      return JsonMapper.shared().readTree(line);
    } catch (JacksonException foreign) {
      throw Failure.usage("A line is no entry of an audit log.", "Export it again.");
    }
  }

  private static Failure broken(long number) {
    return new Failure(
        ExitCode.VALIDATION_FAILED,
        "audit-broken",
        "Entry %d is missing, or is not what was written.".formatted(number),
        "Compare with another export, and with the topic tributary.audit.");
  }
}
