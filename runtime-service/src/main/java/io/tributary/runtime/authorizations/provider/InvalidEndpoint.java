package io.tributary.runtime.authorizations.provider;

/** A provider's address cannot be made of the manifest and the fields; says why, never a value. */
public final class InvalidEndpoint extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidEndpoint(String reason) {
    super(reason);
  }

  /** The manifest says what only the platform may say. */
  public static InvalidEndpoint saysOurs(String property) {
    return new InvalidEndpoint(
        "%s holds a parameter that the platform sets, such as state or redirect_uri."
            .formatted(property));
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
