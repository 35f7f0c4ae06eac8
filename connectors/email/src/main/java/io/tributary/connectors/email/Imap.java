package io.tributary.connectors.email;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPStore;

/** Where e-mail is read, by the same connection that sends it. */
record Imap(
    Optional<String> imapHost,
    Optional<Integer> imapPort,
    Optional<Security> imapSecurity,
    Optional<String> username,
    Optional<Secret> password,
    Optional<OAuth> oauth,
    Optional<Secret> accessToken) {

  boolean isThere() {
    return imapHost.filter(host -> !host.isBlank()).isPresent();
  }

  /**
   * Connected and logged in.
   *
   * @throws GiveUp if the connection names no server to read from
   */
  IMAPStore open() {
    if (!isThere()) {
      throw new GiveUp("connection#/imapHost: is missing. Name the IMAP server in the connection");
    }
    int port =
        imapPort.orElseThrow(
            () -> new GiveUp("connection#/imapPort: is missing. Use 993 with TLS, 143 otherwise"));
    var login = login();
    try {
      var store = (IMAPStore) Session.getInstance(settings(login)).getStore("imap");
      store.connect(imapHost.get(), port, login.name(), login.revealed());
      return store;
    } catch (MessagingException failure) {
      throw sorted(failure);
    }
  }

  /** What is to be done about a failure. */
  RuntimeException sorted(MessagingException failure) {
    var host = imapHost.orElse("");
    if (failure instanceof AuthenticationFailedException) {
      return new ConnectionRefused(
          host
              + " does not accept the login. "
              + (login().token() ? "Renew the access token" : "Correct user name and password"),
          failure);
    }
    if (failure instanceof FolderNotFoundException missing) {
      var name = missing.getFolder() == null ? "" : missing.getFolder().getFullName();
      return new GiveUp(
          "fields#/folder: there is no folder \"" + name + "\". Choose another one", failure);
    }
    return new RetryLater(host + ": " + String.valueOf(failure.getMessage()).strip(), failure);
  }

  private Login login() {
    return Login.of(username, password, oauth, accessToken);
  }

  private Properties settings(Login login) {
    var settings = new Properties();
    settings.put("mail.imap.connectiontimeout", "5000");
    settings.put("mail.imap.timeout", "15000");
    settings.put("mail.imap.writetimeout", "15000");
    // What is read here is not seen by a person.
    settings.put("mail.imap.peek", "true");
    settings.put("mail.imap.fetchsize", Integer.toString(1024 * 1024));
    settings.put("mail.imap.connectionpoolsize", "1");
    settings.put("mail.mime.address.strict", "false");
    imapSecurity.orElse(Security.TLS).into(settings, "imap");
    login.into(settings, "imap");
    return settings;
  }
}
