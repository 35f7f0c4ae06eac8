package io.tributary.runtime.deployments;

import java.time.Instant;

/**
 * Where a flow's deployment stands: {@code Planned → Starting → Running ⇄ Paused → Stopping →
 * Stopped}; any of them but the last two may fail, and starting again heals it.
 */
public sealed interface DeploymentState {
  Instant since();

  /** Written down, not deployed. */
  record Planned(Instant since) implements DeploymentState {}

  /** Its topics are being made; a crash here is found and repeated. */
  record Starting(Instant since) implements DeploymentState {}

  /** The step runners have their assignments. */
  record Running(Instant since) implements DeploymentState {}

  /** Messages are kept, workers let go. */
  record Paused(Instant since) implements DeploymentState {}

  /** Taken from the step runners; its topics are removed once they had time to let go. */
  record Stopping(Instant since) implements DeploymentState {}

  record Stopped(Instant since) implements DeploymentState {}

  /**
   * Deploying it did not work.
   *
   * @param reason for a person
   */
  record Failed(Instant since, String reason) implements DeploymentState {}

  default DeploymentState starting(Instant at) {
    return switch (this) {
      case Planned _, Running _, Failed _, Starting _ -> new Starting(at);
      case Paused _, Stopping _, Stopped _ -> throw illegal("starting");
    };
  }

  default DeploymentState running(Instant at) {
    return switch (this) {
      case Starting _, Paused _ -> new Running(at);
      case Running _ -> this;
      case Planned _, Stopping _, Stopped _, Failed _ -> throw illegal("running");
    };
  }

  default DeploymentState paused(Instant at) {
    return switch (this) {
      case Running _, Starting _ -> new Paused(at);
      case Paused _ -> this;
      case Planned _, Stopping _, Stopped _, Failed _ -> throw illegal("paused");
    };
  }

  default DeploymentState stopping(Instant at) {
    return switch (this) {
      case Planned _, Starting _, Running _, Paused _, Failed _ -> new Stopping(at);
      case Stopping _ -> this;
      case Stopped _ -> throw illegal("stopping");
    };
  }

  default DeploymentState stopped(Instant at) {
    return switch (this) {
      case Stopping _ -> new Stopped(at);
      case Stopped _ -> this;
      case Planned _, Starting _, Running _, Paused _, Failed _ -> throw illegal("stopped");
    };
  }

  default DeploymentState failed(Instant at, String reason) {
    return switch (this) {
      case Planned _, Starting _, Running _, Paused _, Failed _ -> new Failed(at, reason);
      case Stopping _, Stopped _ -> throw illegal("failed");
    };
  }

  private IllegalStateException illegal(String wanted) {
    return new IllegalStateException(
        "A deployment that is %s cannot become %s.".formatted(this, wanted));
  }
}
