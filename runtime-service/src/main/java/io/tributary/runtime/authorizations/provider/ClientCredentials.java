package io.tributary.runtime.authorizations.provider;

/** Who the platform is to a provider. */
public record ClientCredentials(String id, String secret) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "ClientCredentials[" + id + "]";
  }
}
