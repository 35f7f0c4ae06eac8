package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The connection as a person filled it in. */
record Login(
    Optional<String> kind,
    Optional<String> url,
    Optional<String> username,
    Optional<Secret> password,
    Optional<Secret> token,
    Optional<String> version,
    Optional<String> checkType) {

  boolean isStrapi() {
    var word = kind.map(String::strip).orElse("");
    return switch (word) {
      case "wordpress" -> false;
      case "strapi" -> true;
      default ->
          throw new GiveUp(
              "connection#/kind: \"" + word + "\" is unknown. Choose wordpress or strapi");
    };
  }

  Address address() {
    return Address.of(url.orElse(""), isStrapi());
  }

  /**
   * The value of the Authorization header. Both kinds are made of letters that a header may have.
   */
  Secret authorization() {
    return isStrapi() ? bearer() : basic();
  }

  private Secret basic() {
    var user = username.map(String::strip).filter(text -> !text.isEmpty());
    if (user.isEmpty()) {
      throw new GiveUp("connection#/username: is empty. Write the WordPress user's name");
    }
    if (user.get().contains(":")) {
      throw new GiveUp(
          "connection#/username: has a colon, which Basic authentication cannot carry. Use the"
              + " user's e-mail address");
    }
    // Blanks stay: WordPress shows the password in groups of four and takes it either way.
    var given = password.map(Secret::reveal).map(String::strip).filter(text -> !text.isEmpty());
    if (given.isEmpty()) {
      throw new GiveUp(
          "connection#/password: is empty. Make an application password in the user's profile");
    }
    var pair = (user.get() + ":" + given.get()).getBytes(StandardCharsets.UTF_8);
    return new Secret("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private Secret bearer() {
    var given = token.map(Secret::reveal).map(String::strip).filter(text -> !text.isEmpty());
    if (given.isEmpty()) {
      throw new GiveUp(
          "connection#/token: is empty. Make one in Strapi under Settings, API Tokens");
    }
    if (!given.get().matches("[\\x21-\\x7e]+")) {
      throw new GiveUp(
          "connection#/token: has a blank, a line break or a letter that no token has. Copy it"
              + " again");
    }
    return new Secret("Bearer " + given.get());
  }
}
