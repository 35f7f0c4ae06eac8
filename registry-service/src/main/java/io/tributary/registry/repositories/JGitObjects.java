package io.tributary.registry.repositories;

import io.tributary.contracts.names.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads objects of one repository with JGit. */
final class JGitObjects implements PushedObjects {
  private final Repository repository;

  JGitObjects(Repository repository) {
    this.repository = repository;
  }

  @Override
  public Optional<byte[]> file(CommitId commit, String path, int most) {
    try (var walk = new RevWalk(repository)) {
      var tree = walk.parseCommit(ObjectId.fromString(commit.value())).getTree();
      try (var found = TreeWalk.forPath(walk.getObjectReader(), path, tree)) {
        if (found == null || !isPlainFile(found.getFileMode(0))) {
          return Optional.empty();
        }
        try (var bytes = walk.getObjectReader().open(found.getObjectId(0)).openStream()) {
          return Optional.of(bytes.readNBytes(most));
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public boolean reaches(CommitId commit, CommitId ancestor) {
    try (var walk = new RevWalk(repository)) {
      return walk.isMergedInto(
          walk.parseCommit(ObjectId.fromString(ancestor.value())),
          walk.parseCommit(ObjectId.fromString(commit.value())));
    } catch (MissingObjectException lost) {
      // What is not there cannot be reached; a lost disk must not stop every later push.
      return false;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static boolean isPlainFile(FileMode mode) {
    return FileMode.REGULAR_FILE.equals(mode.getBits())
        || FileMode.EXECUTABLE_FILE.equals(mode.getBits());
  }
}
