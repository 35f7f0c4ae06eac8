package io.tributary.builder.stages;

import io.tributary.builder.builds.BuildFailure;
import io.tributary.contracts.problems.Blame;

/** A build cannot go on; says why, and whose turn it is. */
public final class StageFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient BuildFailure failure;

  private StageFailed(BuildFailure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** The author can mend it. */
  static StageFailed byCaller(StageName stage, String code, String message) {
    return new StageFailed(new BuildFailure(stage.word(), code, message, Blame.CALLER));
  }

  /** The operator has to look. */
  static StageFailed byPlatform(StageName stage, String code, String message) {
    return new StageFailed(new BuildFailure(stage.word(), code, message, Blame.PLATFORM));
  }

  public BuildFailure failure() {
    return failure;
  }
}
