package io.tributary.builder.builds;

import io.tributary.contracts.problems.Blame;

/**
 * Why a build failed.
 *
 * @param stage the stage that failed, for example {@code compile}
 * @param code stable, for example {@code compile-failed}
 * @param message the first cause for a person: place, fault, advice
 */
public record BuildFailure(String stage, String code, String message, Blame blame) {
  private static final int MOST_CHARACTERS = 2_000;

  public BuildFailure {
    message =
        message.length() <= MOST_CHARACTERS ? message : message.substring(0, MOST_CHARACTERS) + "…";
  }
}
