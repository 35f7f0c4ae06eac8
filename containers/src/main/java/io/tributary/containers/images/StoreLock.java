package io.tributary.containers.images;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps those who remove from a store apart from those who add to it, of all threads and processes
 * of this machine. Who is killed lets go of it.
 *
 * <p>A file's lock is a process's, not a thread's: threads share the one that their process has.
 */
final class StoreLock {
  private static final Map<Path, StoreLock> ALL = new ConcurrentHashMap<>();

  private final Path file;
  private final ReentrantReadWriteLock threads = new ReentrantReadWriteLock();
  private @Nullable FileChannel shared;
  private int sharing;

  private StoreLock(Path file) {
    this.file = file;
  }

  /** The one that this process has over the store in this folder. */
  static StoreLock of(Path folder) throws IOException {
    return ALL.computeIfAbsent(folder.toRealPath().resolve("lock"), StoreLock::new);
  }

  /** Held until it is closed, by the same thread. */
  interface Held extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** For who adds, beside others who add; who has it may take it again. */
  Held together() throws IOException {
    threads.readLock().lock();
    boolean held = false;
    try {
      join();
      held = true;
      return this::leave;
    } finally {
      if (!held) {
        threads.readLock().unlock();
      }
    }
  }

  /** For who removes; waits for those who add. */
  Held alone() throws IOException {
    threads.writeLock().lock();
    boolean held = false;
    try {
      var channel = locked(false);
      held = true;
      return () -> {
        try {
          channel.close();
        } finally {
          threads.writeLock().unlock();
        }
      };
    } finally {
      if (!held) {
        threads.writeLock().unlock();
      }
    }
  }

  private synchronized void join() throws IOException {
    if (sharing == 0) {
      shared = locked(true);
    }
    sharing++;
  }

  private void leave() throws IOException {
    try {
      unjoin();
    } finally {
      threads.readLock().unlock();
    }
  }

  private synchronized void unjoin() throws IOException {
    sharing--;
    if (sharing == 0 && shared != null) {
      shared.close();
      shared = null;
    }
  }

  private FileChannel locked(boolean together) throws IOException {
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      channel.lock(0, Long.MAX_VALUE, together);
      held = true;
      return channel;
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }
}
