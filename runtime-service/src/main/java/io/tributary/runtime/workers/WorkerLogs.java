package io.tributary.runtime.workers;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.workers.WorkerRequest;
import java.nio.file.Path;

/** Names of the files that workers' output goes to; flow ids have one length and no dot. */
final class WorkerLogs {
  private WorkerLogs() {}

  static String name(WorkerRequest request) {
    return "%s.%s.log".formatted(request.flow(), request.worker());
  }

  static boolean isOf(FlowId flow, Path file) {
    return file.getFileName().toString().startsWith(flow + ".");
  }
}
