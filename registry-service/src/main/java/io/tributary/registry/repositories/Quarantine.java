package io.tributary.registry.repositories;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * A throw-away repository that a push is received into: it sees the real one's objects through
 * alternates and starts with its refs, so every check runs as if in place, and what is refused
 * leaves nothing behind.
 */
final class Quarantine implements AutoCloseable {
  private final Path folder;
  private final Repository repository;

  private Quarantine(Path folder, Repository repository) {
    this.folder = folder;
    this.repository = repository;
  }

  static Quarantine open(Path folder, Optional<Repository> real) throws IOException {
    RepositoryFolders.create(folder).close();
    if (real.isPresent()) {
      copyRefs(real.get(), folder);
      Path objects = real.get().getDirectory().toPath().resolve("objects").toAbsolutePath();
      Files.writeString(folder.resolve("objects/info/alternates"), objects + "\n");
    }
    return new Quarantine(
        folder,
        new org.eclipse.jgit.storage.file.FileRepositoryBuilder()
            .setGitDir(folder.toFile())
            .setBare()
            .setMustExist(true)
            .build());
  }

  Repository repository() {
    return repository;
  }

  /** How many objects the received packs hold, as their headers say. */
  long receivedObjects() throws IOException {
    long objects = 0;
    for (Path pack : packs(".pack")) {
      try (var header = new DataInputStream(Files.newInputStream(pack))) {
        header.skipNBytes(8);
        objects += Integer.toUnsignedLong(header.readInt());
      }
    }
    return objects;
  }

  /**
   * Puts the received packs into the real repository, an index after its pack. By hard links: JGit
   * still reads the quarantine until the push is answered.
   */
  void linkObjects(Repository real) throws IOException {
    Path target =
        Files.createDirectories(real.getDirectory().toPath().resolve("objects").resolve("pack"));
    for (String ending : List.of(".pack", ".rev", ".idx")) {
      for (Path file : packs(ending)) {
        Path moved = target.resolve(file.getFileName().toString());
        if (!Files.exists(moved)) {
          Files.createLink(moved, file);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    repository.close();
    FolderRemoval.of(folder);
  }

  private List<Path> packs(String ending) throws IOException {
    Path packs = folder.resolve("objects").resolve("pack");
    if (!Files.isDirectory(packs)) {
      return List.of();
    }
    try (var files = Files.list(packs)) {
      return files.filter(file -> file.getFileName().toString().endsWith(ending)).toList();
    }
  }

  /** As packed refs: one file, however many there are. */
  private static void copyRefs(Repository real, Path folder) throws IOException {
    String lines =
        real.getRefDatabase().getRefs().stream()
            .filter(ref -> !ref.isSymbolic() && ref.getName().startsWith("refs/"))
            .sorted(java.util.Comparator.comparing(Ref::getName))
            .map(ref -> ObjectId.toString(ref.getObjectId()) + " " + ref.getName() + "\n")
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolve("packed-refs"),
        "# pack-refs with: sorted \n" + lines,
        StandardCharsets.UTF_8);
  }
}
