package io.tributary.registry.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;

class TreeCheckTest {
  private final InMemoryRepository repository =
      new InMemoryRepository(new DfsRepositoryDescription("test"));
  private final ObjectInserter objects = repository.newObjectInserter();

  @Test
  void plainFilesPass() throws IOException {
    var tree = new TreeFormatter();
    tree.append("run.sh", FileMode.EXECUTABLE_FILE, blob());
    tree.append("text", FileMode.REGULAR_FILE, blob());

    assertThat(faults(insert(tree))).isEmpty();
  }

  @Test
  void everyForbiddenEntryIsNamedAtOnce() throws IOException {
    var below = new TreeFormatter();
    below.append("passwd", FileMode.SYMLINK, blob());
    var tree = new TreeFormatter();
    tree.append("README.md", FileMode.REGULAR_FILE, blob());
    tree.append("etc", FileMode.TREE, insert(below));
    tree.append("module", FileMode.GITLINK, blob());
    tree.append("readme.md", FileMode.REGULAR_FILE, blob());

    assertThat(faults(insert(tree)))
        .containsExactly(
            "etc/passwd: a symbolic link. Commit the file itself.",
            "module: a submodule. Commit its files, or depend on its published package.",
            "readme.md: differs from its neighbour only in case. Rename one.");
  }

  @Test
  void treeThatHoldsItselfTenTimesPerLevelCostsNothing() throws IOException {
    var tree = new TreeFormatter();
    tree.append("file", FileMode.REGULAR_FILE, blob());
    ObjectId bomb = insert(tree);
    for (int level = 0; level < 12; level++) {
      var next = new TreeFormatter();
      for (char name = 'a'; name <= 'j'; name++) {
        next.append(String.valueOf(name), FileMode.TREE, bomb);
      }
      bomb = insert(next);
    }

    assertThat(faults(bomb))
        .containsExactly("The tree holds more than 20,000 files. Keep generated files out.");
  }

  @Test
  void deepTreesAreRefused() throws IOException {
    var tree = new TreeFormatter();
    tree.append("file", FileMode.REGULAR_FILE, blob());
    ObjectId deep = insert(tree);
    for (int level = 0; level < 200; level++) {
      var next = new TreeFormatter();
      next.append("d", FileMode.TREE, deep);
      deep = insert(next);
    }

    assertThat(faults(deep)).singleElement().asString().endsWith("deeper than 32 folders.");
  }

  private List<String> faults(ObjectId tree) throws IOException {
    objects.flush();
    try (var reader = repository.newObjectReader()) {
      var check = new TreeCheck(reader, 20_000);
      check.check(tree);
      return check.faults();
    }
  }

  private ObjectId insert(TreeFormatter tree) throws IOException {
    return objects.insert(tree);
  }

  private ObjectId blob() throws IOException {
    return objects.insert(Constants.OBJ_BLOB, new byte[] {'x'});
  }
}
