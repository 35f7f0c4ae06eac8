package io.tributary.acceptance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Looks for a mark wherever the platform writes: as it is, backwards, and in base64 at each of the
 * three places where a longer text may have had it.
 */
final class Sweep {
  private static final int WINDOW = 1 << 20;
  private static final int GZIP = 0x1f8b;

  private final Map<String, String> forms = new LinkedHashMap<>();
  private final List<String> found = new ArrayList<>();
  private long bytes;

  /**
   * @param mark letters, digits and hyphens, long enough to be nowhere by chance
   */
  Sweep(String mark) {
    forms.put("plain", mark);
    forms.put("backwards", new StringBuilder(mark).reverse().toString());
    for (int before = 0; before < 3; before++) {
      forms.put("base64 after " + before, inBase64(before, mark));
    }
  }

  /** The characters that the mark alone decides. */
  private static String inBase64(int before, String mark) {
    var coded =
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString(("x".repeat(before) + mark).getBytes(StandardCharsets.US_ASCII));
    int first = before == 0 ? 0 : before + 1;
    return coded.substring(first, coded.length() - 2);
  }

  /** Where it was seen, and in which form. */
  List<String> found() {
    return List.copyOf(found);
  }

  long bytes() {
    return bytes;
  }

  void text(String where, String text) {
    bytes += text.length();
    forms.forEach(
        (form, wanted) -> {
          if (text.contains(wanted)) {
            found.add(where + " (" + form + ")");
          }
        });
  }

  /** All files below; compressed ones as what they hold. */
  void files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        file(file);
      }
    }
  }

  /** Command lines and environments of all processes but this one. */
  void processes() throws IOException {
    var own = Long.toString(ProcessHandle.current().pid());
    var number = Pattern.compile("[0-9]+");
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (var process : (Iterable<Path>) all::iterator) {
        var name = process.getFileName().toString();
        if (number.matcher(name).matches() && !name.equals(own)) {
          file(process.resolve("cmdline"));
          file(process.resolve("environ"));
        }
      }
    }
  }

  private void file(Path file) {
    try (var raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean compressed = (raw.read() << 8 | raw.read()) == GZIP;
      raw.reset();
      stream(file.toString(), compressed ? new GZIPInputStream(raw) : raw);
    } catch (IOException gone) {
      // Files and processes that ended since they were listed, or what only begins like an archive.
    }
  }

  private void stream(String where, InputStream in) throws IOException {
    int longest = forms.values().stream().mapToInt(String::length).max().orElseThrow();
    var rest = "";
    for (var block = in.readNBytes(WINDOW); block.length > 0; block = in.readNBytes(WINDOW)) {
      var window = rest + new String(block, StandardCharsets.ISO_8859_1);
      text(where, window);
      rest = window.substring(Math.max(0, window.length() - longest + 1));
    }
  }
}
