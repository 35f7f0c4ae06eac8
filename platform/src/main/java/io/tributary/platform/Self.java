package io.tributary.platform;

import io.tributary.platform.process.LiveProcess;

/** This process, as others would recognise it. */
final class Self {
  private Self() {}

  static LiveProcess process() {
    var self = ProcessHandle.current();
    return new LiveProcess(
        self.pid(), self.info().startInstant().orElseThrow(), PlatformApplication.class.getName());
  }
}
