package io.tributary.builder.artifacts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All artifacts that a build may have: the platform's own shelf, and a read-through store of the
 * upstream in the layout of a local Maven repository, so that builds can mount it read-only.
 *
 * <p>A file appears in the store whole and only with the checksum that the upstream names; files of
 * a repository never change, so it is never asked for again.
 */
public final class Artifacts {
  private static final long MOST_BYTES = 200L << 20;
  private static final Duration LIST_LIFE = Duration.ofHours(1);

  private final Path shelf;
  private final Path store;
  private final Path lists;
  private final Path partial;
  private final Upstream upstream;
  private final Clock clock;
  private final ConcurrentHashMap<ArtifactPath, ReentrantLock> downloads =
      new ConcurrentHashMap<>();

  /**
   * @param shelf the platform's own artifacts in repository layout
   * @param folder where the upstream's are kept
   */
  public Artifacts(Path shelf, Path folder, Upstream upstream, Clock clock) throws IOException {
    this.shelf = shelf.toAbsolutePath();
    this.store = Files.createDirectories(folder.resolve("store")).toAbsolutePath();
    this.partial = Files.createDirectories(folder.resolve("partial")).toAbsolutePath();
    this.lists = Files.createDirectories(folder.resolve("lists")).toAbsolutePath();
    this.upstream = upstream;
    this.clock = clock;
  }

  /** The platform's own artifacts, to be mounted read-only. */
  public Path shelf() {
    return shelf;
  }

  /** What was fetched from the upstream so far, to be mounted read-only. */
  public Path store() {
    return store;
  }

  /**
   * The file of an artifact, fetched where it is not here yet; empty where nobody has it.
   *
   * @throws ArtifactRefused where its bytes cannot be trusted
   */
  public Optional<Path> find(ArtifactPath path) throws IOException, InterruptedException {
    if (path.isOurs()) {
      return existing(shelf.resolve(path.value()));
    }
    var kept = (path.isMetadata() ? lists : store).resolve(path.value());
    if (isFresh(path, kept)) {
      return Optional.of(kept);
    }
    var lock = downloads.computeIfAbsent(path, _ -> new ReentrantLock());
    lock.lockInterruptibly();
    try {
      if (isFresh(path, kept)) {
        return Optional.of(kept);
      }
      var file = fetched(path);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      Files.createDirectories(kept.getParent());
      Files.move(file.get(), kept, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(kept);
    } finally {
      lock.unlock();
      downloads.remove(path, lock);
    }
  }

  /** The SHA-1 of a file, in hexadecimal digits, as repositories write it. */
  static String sha1(Path file) throws IOException {
    try (var bytes = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-1");
      var buffer = new byte[64 << 10];
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-1.", impossible);
    }
  }

  /** Files of a repository never change; its lists of versions do. */
  private boolean isFresh(ArtifactPath path, Path kept) throws IOException {
    return Files.isRegularFile(kept)
        && (!path.isMetadata()
            || Files.getLastModifiedTime(kept)
                .toInstant()
                .plus(LIST_LIFE)
                .isAfter(clock.instant()));
  }

  /** Gives a fresh file in the partial folder, its checksum verified. */
  private Optional<Path> fetched(ArtifactPath path) throws IOException, InterruptedException {
    var file = partial.resolve(UUID.randomUUID().toString());
    var sum = partial.resolve(file.getFileName() + ".sha1");
    boolean good = false;
    try {
      if (!upstream.download(path, file, MOST_BYTES)) {
        return Optional.empty();
      }
      var wanted = upstream.download(new ArtifactPath(path + ".sha1"), sum, 1 << 10);
      if (!wanted || !firstWord(sum).equalsIgnoreCase(sha1(file))) {
        throw new ArtifactRefused(path + ": its bytes are not those of the upstream's checksum");
      }
      good = true;
      return Optional.of(file);
    } finally {
      Files.deleteIfExists(sum);
      if (!good) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String firstWord(Path sum) throws IOException {
    return Files.readString(sum, US_ASCII).strip().split("\\s", 2)[0];
  }

  private static Optional<Path> existing(Path file) {
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }
}
