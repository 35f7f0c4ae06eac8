package io.tributary.platform.process;

import java.time.Instant;

/** What is written down about a child, so that the next start can find it again. */
record ChildRecord(
    String name,
    long pid,
    Instant started,
    String marker,
    LiveProcess.Request ending,
    String fingerprint) {

  LiveProcess process() {
    return new LiveProcess(pid, started, marker);
  }
}
