package io.tributary.contracts.builds;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.problems.Blame;

/** How a build ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BuildResult.Succeeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = BuildResult.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = BuildResult.Cancelled.class, name = "cancelled")
})
public sealed interface BuildResult {

  /**
   * The image is there.
   *
   * @param bytes compressed size of all layers
   * @param bytesBesideBase compressed size without the base image's layers
   */
  record Succeeded(ImageDigest image, long bytes, long bytesBesideBase) implements BuildResult {}

  /**
   * There is no image, and why.
   *
   * @param stage the stage that failed, for example {@code compile}
   * @param code stable, for example {@code compile-failed}
   * @param message the first cause, for a person
   */
  record Failed(String stage, String code, String message, Blame blame) implements BuildResult {}

  record Cancelled() implements BuildResult {}
}
