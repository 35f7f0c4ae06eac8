package io.tributary.connectors.cms;

import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Setup;
import java.util.Optional;

/** Says who the connection is, or which of its fields to correct. Changes nothing. */
public final class CheckLogin implements ConnectionCheck {
  private static final String PLACE = "connection#/";

  @Override
  public Outcome check(Setup setup) {
    try {
      return new Outcome.Works(Cms.of(setup).account());
    } catch (ConnectionRefused refused) {
      return refused(setup.connection(Login.class), refused.getMessage());
    } catch (GiveUp wrong) {
      return refused(wrong.getMessage());
    }
  }

  private static Outcome refused(Login login, String message) {
    if (login.isStrapi()) {
      return new Outcome.Refused("token", message);
    }
    if (takesPasswords(login).equals(Optional.of(false))) {
      return new Outcome.Refused(
          "password",
          "application passwords are disabled at this site: they need HTTPS, and a security plugin"
              + " or the site's owner may have switched them off. Switch them on, and make one in"
              + " the user's profile");
    }
    boolean isName = message.contains("invalid_username") || message.contains("invalid_email");
    return new Outcome.Refused(isName ? "username" : "password", message);
  }

  private static Optional<Boolean> takesPasswords(Login login) {
    try {
      return WordPressRoot.of(login).takesApplicationPasswords();
    } catch (RuntimeException unknown) {
      // What was refused is known already; this would only have said why.
      return Optional.empty();
    }
  }

  /** The place that a text begins with is the field. */
  private static Outcome refused(String message) {
    int end = message.indexOf(':');
    boolean placed = message.startsWith(PLACE) && end > 0;
    return placed
        ? new Outcome.Refused(
            message.substring(PLACE.length(), end), message.substring(end + 1).strip())
        : new Outcome.Refused("", message);
  }
}
