package io.tributary.registry.versions;

/** A version was told to become what it cannot become from where it stands. */
public final class IllegalTransition extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  IllegalTransition(ComponentVersion version, String transition) {
    super(version.reference() + " is " + version.state().word() + " and cannot be " + transition);
  }
}
