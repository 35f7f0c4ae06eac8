package io.tributary.builder.stages;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Unpacks what a sandbox handed over, trusting none of it: plain names, plain files, under caps. No
 * link can come out, since only bytes are taken.
 */
public final class Collect {
  private static final int MOST_ENTRIES = 20_000;
  private static final long MOST_BYTES = 400L << 20;
  private static final Pattern PART =
      Pattern.compile("[\\p{L}\\p{N}_$][\\p{L}\\p{N}._$+~ @-]{0,199}");
  private static final Pattern JAR =
      Pattern.compile("dependency/[A-Za-z0-9_][A-Za-z0-9._+~-]{0,199}\\.jar");

  /**
   * @param classes a folder
   * @param dependencies jars in the order of their names
   */
  record Collected(Path classes, List<Path> dependencies) {
    Collected {
      dependencies = List.copyOf(dependencies);
    }
  }

  Collected collect(BuildSite site, Path archive) throws StageFailed, IOException {
    var root = site.outcome().resolve("collected");
    var classes = Files.createDirectories(root.resolve("classes"));
    Files.createDirectories(root.resolve("dependency"));
    var names = unpack(archive, root);
    if (names.stream().noneMatch(name -> name.startsWith("classes/") && name.endsWith(".class"))) {
      throw StageFailed.byCaller(
          StageName.COMPILE,
          "classes-missing",
          "Nothing was compiled to target/classes. Is the source under src/main/java?");
    }
    var dependencies =
        names.stream()
            .filter(name -> name.startsWith("dependency/"))
            .sorted()
            .map(root::resolve)
            .toList();
    return new Collected(classes, dependencies);
  }

  private static List<String> unpack(Path archive, Path root) throws StageFailed, IOException {
    var names = new ArrayList<String>();
    var seen = new HashSet<String>();
    long left = MOST_BYTES;
    try (var zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive), 64 << 10))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        requirePlain(entry.getName(), seen);
        if (names.size() == MOST_ENTRIES) {
          throw tooLarge();
        }
        var target = root.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        left -= copy(zip, target, left);
        names.add(entry.getName());
      }
    } catch (ZipException | IllegalArgumentException broken) {
      throw StageFailed.byCaller(
          StageName.COMPILE,
          "output-broken",
          "What the sandbox handed over is no archive of classes.");
    }
    return names;
  }

  private static long copy(InputStream in, Path target, long most) throws IOException, StageFailed {
    long bytes = 0;
    try (var out = Files.newOutputStream(target)) {
      var buffer = new byte[64 << 10];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
        if (bytes > most) {
          throw tooLarge();
        }
        out.write(buffer, 0, read);
      }
    }
    return bytes;
  }

  private static void requirePlain(String name, Set<String> seen) throws StageFailed {
    boolean plain =
        name.length() <= 1_024
            && (JAR.matcher(name).matches() || isClassPath(name))
            && seen.add(name.toLowerCase(Locale.ROOT));
    if (!plain) {
      throw StageFailed.byCaller(
          StageName.COMPILE,
          "output-path",
          "target/classes holds a file that cannot go into an image: \"%s\". Use plain names, unique without regard to case."
              .formatted(name.length() > 200 ? name.substring(0, 200) + "…" : name));
    }
  }

  private static boolean isClassPath(String name) {
    var parts = List.of(name.split("/", -1));
    return parts.size() >= 2
        && parts.size() <= 32
        && parts.getFirst().equals("classes")
        && parts.stream().allMatch(part -> PART.matcher(part).matches());
  }

  private static StageFailed tooLarge() {
    return StageFailed.byCaller(
        StageName.COMPILE,
        "output-too-large",
        "Classes and dependencies may have 20,000 files and 400 MiB. Take out what is not needed to"
            + " run.");
  }
}
