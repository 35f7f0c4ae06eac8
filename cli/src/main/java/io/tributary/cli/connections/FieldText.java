package io.tributary.cli.connections;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code name=value}, {@code name=@file} or {@code name=@-} for standard input. */
record FieldText(String name, String value) {

  static FieldText parse(String text, InputStream in) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw Failure.usage(
          "\"%s\" is no field.".formatted(equals < 0 ? "…" : text),
          "Write --field name=value, or --field name=@file for a secret");
    }
    String value = text.substring(equals + 1);
    return new FieldText(
        text.substring(0, equals), value.startsWith("@") ? read(value.substring(1), in) : value);
  }

  private static String read(String file, InputStream in) {
    try {
      String text =
          file.equals("-")
              ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(Path.of(file).toAbsolutePath());
      // An editor's newline at the end is no part of a secret.
      return text.replaceFirst("\\r?\\n\\z", "");
    } catch (IOException unreadable) {
      throw new Failure(
          ExitCode.NOT_FOUND, "file-missing", "The file %s cannot be read.".formatted(file), "");
    }
  }

  /** Never the value. */
  @Override
  public String toString() {
    return "FieldText[" + name + "]";
  }
}
