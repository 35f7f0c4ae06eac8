package io.tributary.platform.pages;

import java.net.URI;

/**
 * What the page may do (Content Security Policy Level 3): run and show our own files, and talk to
 * the platform and the identity provider. Nothing stands in the page itself that could be run.
 */
record PagePolicy(String value) {

  static PagePolicy of(URI issuer) {
    return new PagePolicy(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self' "
            + origin(issuer)
            + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  }

  private static String origin(URI issuer) {
    return issuer.getScheme() + "://" + issuer.getRawAuthority();
  }
}
