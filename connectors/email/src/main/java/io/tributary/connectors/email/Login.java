package io.tributary.connectors.email;

import io.tributary.sdk.Secret;
import java.util.Optional;
import java.util.Properties;

/**
 * Who logs in, and with what.
 *
 * @param token whether the secret is an OAuth access token, and no password
 */
record Login(Optional<String> user, Optional<Secret> secret, boolean token) {

  /** A token comes before a password; neither is used without a name. */
  static Login of(
      Optional<String> username,
      Optional<Secret> password,
      Optional<OAuth> oauth,
      Optional<Secret> accessToken) {
    var user = username.filter(name -> !name.isBlank());
    var token = oauth.flatMap(OAuth::token).or(() -> accessToken).filter(Login::isThere);
    // Without a name, the library would log in with the one of this process's account.
    return new Login(
        user, token.or(() -> password).filter(_ -> user.isPresent()), token.isPresent());
  }

  /** Tells the library about it, for {@code smtp} or {@code imap}. */
  void into(Properties settings, String protocol) {
    if (user.isPresent()) {
      settings.put("mail." + protocol + ".auth", "true");
    }
    if (token) {
      settings.put("mail." + protocol + ".auth.mechanisms", "XOAUTH2");
    }
  }

  String name() {
    return user.orElse(null);
  }

  String revealed() {
    return secret.map(Secret::reveal).orElse(null);
  }

  private static boolean isThere(Secret secret) {
    return !secret.reveal().isBlank();
  }
}
