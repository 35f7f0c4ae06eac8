package io.tributary.registry.repositories;

import io.tributary.contracts.names.ComponentName;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.PublisherName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Bare repositories under one folder: {@code <publisher>/<component>.git}. Names are parsed before
 * they get here, so no path can leave the folder; what is still coming lies under {@code
 * .incoming}, which no publisher can be called.
 */
final class RepositoryFolders {
  static final String MAIN = "refs/heads/main";
  private static final String SUFFIX = ".git";
  private final Path root;

  RepositoryFolders(Path root) {
    this.root = root;
  }

  /** The component's repository, where a push has made it. */
  Optional<Repository> open(ComponentRef component) throws IOException {
    Path folder = folder(component);
    return Files.exists(folder.resolve("HEAD")) ? Optional.of(open(folder)) : Optional.empty();
  }

  /** The component's repository, made where it is missing. */
  Repository openOrCreate(ComponentRef component) throws IOException {
    Path folder = folder(component);
    if (!Files.exists(folder.resolve("HEAD"))) {
      Path fresh = incoming();
      create(fresh).close();
      Files.createDirectories(folder.getParent());
      // All of it or nothing: a crash must not leave half a repository.
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return open(folder);
  }

  /** The publisher's repositories, by name. */
  List<ComponentRef> of(PublisherName publisher) throws IOException {
    Path folder = root.resolve(publisher.value());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var names = Files.list(folder)) {
      return names
          .map(name -> name.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> new ComponentName(name.substring(0, name.length() - SUFFIX.length())))
          .map(name -> new ComponentRef(publisher, name))
          .sorted(Comparator.comparing(ComponentRef::toString))
          .toList();
    }
  }

  /** Removes all of the publisher's repositories: first from sight, then from the disk. */
  void remove(PublisherName publisher) throws IOException {
    Path folder = root.resolve(publisher.value());
    if (Files.isDirectory(folder)) {
      Path away = incoming();
      // What a crash leaves there is swept at a later start.
      Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
      FolderRemoval.of(away);
    }
  }

  /** A folder name nobody else has. */
  Path incoming() throws IOException {
    return Files.createDirectories(root.resolve(".incoming")).resolve(UUID.randomUUID() + ".git");
  }

  /** Removes what a crash left of pushes that came in before this time. */
  void sweep(Instant before) throws IOException {
    Path incoming = root.resolve(".incoming");
    if (!Files.isDirectory(incoming)) {
      return;
    }
    try (var left = Files.list(incoming)) {
      for (Path folder : left.toList()) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
          FolderRemoval.of(folder);
        }
      }
    }
  }

  /** An empty bare repository whose branch will be {@code main}. */
  static Repository create(Path folder) throws IOException {
    var repository = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    repository.create(true);
    repository.updateRef("HEAD").link(MAIN);
    StoredConfig config = repository.getConfig();
    config.setBoolean("core", null, "fsyncobjectfiles", true);
    config.setBoolean("core", null, "fsyncreffiles", true);
    config.setBoolean("core", null, "symlinks", false);
    // JGit would collect garbage in the background, in a quarantine that is about to go.
    config.setInt("gc", null, "auto", 0);
    config.setBoolean("receive", null, "autogc", false);
    config.save();
    return repository;
  }

  private static Repository open(Path folder) throws IOException {
    return new FileRepositoryBuilder()
        .setGitDir(folder.toFile())
        .setBare()
        .setMustExist(true)
        .build();
  }

  private Path folder(ComponentRef component) {
    return root.resolve(component.publisher().value()).resolve(component.name().value() + SUFFIX);
  }
}
