package io.tributary.connectors.email;

import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Setup;
import jakarta.mail.MessagingException;

/** Logs in and sends nothing. */
public final class CheckServer implements ConnectionCheck {
  @Override
  public Outcome check(Setup setup) throws MessagingException {
    var smtp = setup.connection(Smtp.class);
    smtp.sender();
    try (var transport = smtp.open(smtp.session())) {
      return new Outcome.Works(smtp.user().orElse(smtp.from()));
    } catch (RetryLater away) {
      return new Outcome.Refused("host", away.getMessage() + ". Check server, port and encryption");
    }
  }
}
