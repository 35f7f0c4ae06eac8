package io.tributary.registry.repositories;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * Walks trees by object id and names every path that may not be: symbolic links, submodules, names
 * against {@link PathRules}, too deep, too many. A tree met twice is walked once, so that a tree
 * that holds itself a million times over costs nothing.
 */
final class TreeCheck {
  private static final int MOST_FAULTS = 20;

  private final ObjectReader objects;
  private final int mostFiles;
  private final Map<Place, Long> filesBelow = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** A tree at a depth: deeper down, the same tree may be too deep. */
  private record Place(ObjectId tree, int depth) {}

  TreeCheck(ObjectReader objects, int mostFiles) {
    this.objects = objects;
    this.mostFiles = mostFiles;
  }

  /** What is wrong with all trees checked so far, each with its path; at most twenty. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  void check(ObjectId tree) throws IOException {
    long files = walk(tree, "", 1);
    if (files > mostFiles) {
      add("The tree holds more than %,d files. Keep generated files out.".formatted(mostFiles));
    }
  }

  private long walk(ObjectId tree, String above, int depth) throws IOException {
    var place = new Place(tree, depth);
    Long known = filesBelow.get(place);
    if (known != null) {
      return known;
    }
    if (depth > PathRules.DEEPEST) {
      add("%s: deeper than %d folders.".formatted(above, PathRules.DEEPEST));
      return 0;
    }
    long files = 0;
    var siblings = new HashSet<String>();
    var entries = new CanonicalTreeParser(null, objects, tree);
    for (; !entries.eof(); entries.next()) {
      String name = entries.getEntryPathString();
      String path = above + name;
      checkName(path, name, siblings);
      files = Math.min(Integer.MAX_VALUE, files + below(entries, path, depth));
    }
    filesBelow.put(place, files);
    return files;
  }

  private void checkName(String path, String name, Set<String> siblings) {
    PathRules.fault(name).ifPresent(fault -> add(readable(path) + ": " + fault + ". Rename it."));
    if (!siblings.add(PathRules.foldedKey(name))) {
      add(readable(path) + ": differs from its neighbour only in case. Rename one.");
    }
  }

  private long below(CanonicalTreeParser entries, String path, int depth) throws IOException {
    int mode = entries.getEntryRawMode();
    if (FileMode.TREE.equals(mode)) {
      return walk(entries.getEntryObjectId(), path + "/", depth + 1);
    }
    if (FileMode.SYMLINK.equals(mode)) {
      add(readable(path) + ": a symbolic link. Commit the file itself.");
    } else if (FileMode.GITLINK.equals(mode)) {
      add(readable(path) + ": a submodule. Commit its files, or depend on its published package.");
    } else if (!FileMode.REGULAR_FILE.equals(mode) && !FileMode.EXECUTABLE_FILE.equals(mode)) {
      add("%s: the file mode %o. Only plain files are taken.".formatted(readable(path), mode));
    }
    return 1;
  }

  private void add(String fault) {
    if (faults.size() < MOST_FAULTS && !faults.contains(fault)) {
      faults.add(fault);
    }
  }

  /** For the terminal of whoever pushes: no byte of the name may steer it. */
  static String readable(String path) {
    var text = new StringBuilder();
    path.codePoints()
        .limit(200)
        .forEach(
            point -> {
              if (point >= 0x20 && point < 0x7f) {
                text.appendCodePoint(point);
              } else {
                text.append("\\u{%x}".formatted(point));
              }
            });
    return text.toString();
  }
}
