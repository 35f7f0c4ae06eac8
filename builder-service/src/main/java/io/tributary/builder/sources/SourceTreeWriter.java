package io.tributary.builder.sources;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tributary.builder.sources.Sources.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Writes a commit's tree by object id: plain files and folders only, never through a link, under
 * limits. What would steer Maven from inside the repository is left out.
 */
final class SourceTreeWriter {
  private static final int MOST_FILES = 20_000;
  private static final long MOST_BYTES = 100L << 20;
  private static final long MOST_FILE_BYTES = 25L << 20;
  private static final int DEEPEST = 32;
  private static final Set<String> IGNORED = Set.of(".mvn", "mvnw", "mvnw.cmd", ".git");

  private final Path root;
  private final Set<String> ignored = new LinkedHashSet<>();
  private final Set<String> seen = new java.util.HashSet<>();
  private int files;
  private long bytes;

  private SourceTreeWriter(Path root) {
    this.root = root;
  }

  static SourceTree write(Repository repository, RevCommit commit, Path into)
      throws IOException, SourceRefused {
    var writer = new SourceTreeWriter(into);
    try (var tree = new TreeWalk(repository)) {
      tree.addTree(commit.getTree());
      tree.setRecursive(false);
      while (tree.next()) {
        writer.take(tree);
      }
    }
    return new SourceTree(
        writer.files,
        writer.bytes,
        commit.getCommitterIdent().getWhenAsInstant(),
        List.copyOf(writer.ignored));
  }

  private void take(TreeWalk tree) throws IOException, SourceRefused {
    var path = tree.getPathString();
    var mode = tree.getFileMode(0);
    if (IGNORED.contains(tree.getNameString())) {
      ignored.add(path);
      return;
    }
    requirePlain(path, tree.getNameString(), tree.getDepth());
    var target = root.resolve(path).normalize();
    if (!target.startsWith(root)) {
      throw unsafe(path);
    }
    if (FileMode.TREE.equals(mode)) {
      Files.createDirectory(target);
      tree.enterSubtree();
    } else if (FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode)) {
      file(path, target, tree.getObjectReader().open(tree.getObjectId(0)));
    } else {
      throw new SourceRefused(
          "source-link",
          path
              + ": links and submodules are not built. Put the files themselves into the"
              + " repository.");
    }
  }

  private void file(String path, Path target, ObjectLoader object)
      throws IOException, SourceRefused {
    files++;
    bytes += object.getSize();
    if (object.getSize() > MOST_FILE_BYTES) {
      throw new SourceRefused(
          "source-too-large", path + ": a file of source may have 25 MiB. Take it out.");
    }
    if (files > MOST_FILES || bytes > MOST_BYTES) {
      throw new SourceRefused(
          "source-too-large",
          "A component's source may have 20,000 files and 100 MiB. Take out what is not source.");
    }
    try (var out = Files.newOutputStream(target, CREATE_NEW, WRITE)) {
      object.copyTo(out);
    }
  }

  /** Git allows names that a file system, or a person, reads as another. */
  private void requirePlain(String path, String name, int depth) throws SourceRefused {
    boolean plain =
        !name.isEmpty()
            && !name.equals(".")
            && !name.equals("..")
            && name.length() <= 255
            && name.codePoints()
                .noneMatch(
                    point ->
                        point == '/'
                            || point == '\\'
                            || Character.isISOControl(point)
                            || Character.getType(point) == Character.FORMAT);
    if (!plain || depth > DEEPEST || !seen.add(path.toLowerCase(Locale.ROOT))) {
      throw unsafe(path);
    }
  }

  private static SourceRefused unsafe(String path) {
    return new SourceRefused(
        "source-path",
        "\"%s\" is not a path that can be built. Use plain names, at most 32 deep, unique without regard to case."
            .formatted(path));
  }
}
