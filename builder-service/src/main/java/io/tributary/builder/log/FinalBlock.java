package io.tributary.builder.log;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildState.Cancelled;
import io.tributary.builder.builds.BuildState.Failed;
import io.tributary.builder.builds.BuildState.Queued;
import io.tributary.builder.builds.BuildState.Running;
import io.tributary.builder.builds.BuildState.Succeeded;
import io.tributary.builder.log.LogRecord.End;
import io.tributary.builder.log.LogRecord.StageResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a build ended, in one block: each stage, the reason or the image, and the link. */
public final class FinalBlock {
  private FinalBlock() {}

  /**
   * Makes the block of a finished build.
   *
   * @param line its own line number
   * @param link the build's page
   * @throws IllegalStateException where the build is not finished
   */
  public static End of(Build build, List<StageResult> stages, long line, Instant at, String link) {
    long id = build.id().value();
    return switch (build.state()) {
      case Succeeded(var image, var bytes, var beside, _, _) ->
          new End(
              line,
              at,
              id,
              "succeeded",
              stages,
              null,
              null,
              null,
              image.value(),
              bytes,
              beside,
              null,
              text(build, stages, List.of("image " + image), link, Optional.empty()));
      case Failed(var reason, _) ->
          new End(
              line,
              at,
              id,
              "failed",
              stages,
              reason.stage(),
              reason.code(),
              reason.message(),
              null,
              null,
              null,
              line - 1,
              text(build, stages, List.of(reason.message()), link, Optional.of(line - 1)));
      case Cancelled(var by, _) ->
          new End(
              line,
              at,
              id,
              "cancelled",
              stages,
              null,
              null,
              "Cancelled by " + by + ".",
              null,
              null,
              null,
              null,
              text(build, stages, List.of("Cancelled by " + by + "."), link, Optional.empty()));
      case Queued _, Running _ ->
          throw new IllegalStateException("Build " + id + " is not finished.");
    };
  }

  private static List<String> text(
      Build build,
      List<StageResult> stages,
      List<String> reasons,
      String link,
      Optional<Long> failedAt) {
    var text = new ArrayList<String>();
    text.add("Build %s: %s".formatted(build.id(), build.state().word().toUpperCase(Locale.ROOT)));
    text.add(
        "  "
            + String.join(
                " · ",
                stages.stream()
                    .map(stage -> stage.stage() + " " + shown(stage.result()))
                    .toList()));
    reasons.forEach(reason -> text.add("  " + reason));
    text.add("  log " + link + failedAt.map(line -> "#L" + line).orElse(""));
    return text;
  }

  private static String shown(String result) {
    return result.equals("failed") ? "FAILED" : result;
  }
}
