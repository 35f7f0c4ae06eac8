package io.tributary.runtime.authorizations.provider;

/**
 * Where providers send people back to; they must have it letter by letter.
 *
 * @param publicUrl without a slash at its end
 */
public record RedirectAddress(String publicUrl) {
  public RedirectAddress {
    publicUrl = publicUrl.replaceAll("/+$", "");
  }

  @Override
  public String toString() {
    return publicUrl + "/oauth/callback";
  }
}
