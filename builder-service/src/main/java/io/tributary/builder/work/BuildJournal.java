package io.tributary.builder.work;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.log.BuildLog;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.log.FinalBlock;
import io.tributary.builder.log.LogRecord.StageResult;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Opens builds' logs and ends them with the final block. */
public record BuildJournal(BuildLogs logs, BuildLinks links, Clock clock) {

  BuildLog open(BuildId build) throws IOException {
    return logs.open(build);
  }

  void end(Build finished, List<StageResult> stages, BuildLog log) {
    log.end(
        number -> FinalBlock.of(finished, stages, number, clock.instant(), links.page(finished)));
  }
}
