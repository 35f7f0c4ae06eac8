package io.tributary.connectors.email;

/** How many bytes of files one poll may still store: the platform takes 100 MiB of a message. */
final class FileRoom {
  private static final long MOST = 90L * 1024 * 1024;

  private long used;
  private boolean touched;

  boolean isUntouched() {
    return !touched;
  }

  void touch() {
    touched = true;
  }

  boolean has(long bytes) {
    return used + bytes <= MOST;
  }

  void take(long bytes) {
    used += bytes;
  }
}
