package io.tributary.builder.builds;

/** A build was asked for a change that its state does not allow: a fault of the builder itself. */
public final class IllegalTransition extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  IllegalTransition(BuildId build, BuildState state, String wanted) {
    super("Build %s is %s and cannot become %s.".formatted(build, state.word(), wanted));
  }
}
