package io.tributary.connectors.email;

import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Setup;
import jakarta.mail.MessagingException;

/** Logs in, where e-mail is sent and where it is read, and sends nothing. */
public final class CheckServer implements ConnectionCheck {
  @Override
  public Outcome check(Setup setup) throws MessagingException {
    var smtp = setup.connection(Smtp.class);
    smtp.sender();
    try (var _ = smtp.open(smtp.session())) {
      var imap = setup.connection(Imap.class);
      return imap.isThere()
          ? imap(imap, smtp)
          : new Outcome.Works(smtp.login().user().orElse(smtp.from()));
    } catch (RetryLater away) {
      return new Outcome.Refused("host", away.getMessage() + ". Check server, port and encryption");
    }
  }

  private static Outcome imap(Imap imap, Smtp smtp) throws MessagingException {
    try (var _ = imap.open()) {
      return new Outcome.Works(smtp.login().user().orElse(smtp.from()));
    } catch (GiveUp incomplete) {
      return new Outcome.Refused("imapHost", incomplete.getMessage());
    } catch (ConnectionRefused refused) {
      return new Outcome.Refused("username", refused.getMessage());
    } catch (RetryLater away) {
      return new Outcome.Refused(
          "imapHost", away.getMessage() + ". Check IMAP server, port and encryption");
    }
  }
}
