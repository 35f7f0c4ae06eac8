package io.tributary.connectors.email;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** A connection to an SMTP server. */
record Smtp(
    String host,
    int port,
    Optional<Security> security,
    Optional<String> username,
    Optional<Secret> password,
    Optional<OAuth> oauth,
    Optional<Secret> accessToken,
    String from) {

  InternetAddress sender() {
    return Addresses.one("connection#/from", from);
  }

  Session session() {
    var settings = new Properties();
    settings.put("mail.smtp.connectiontimeout", "10000");
    settings.put("mail.smtp.timeout", "30000");
    settings.put("mail.smtp.writetimeout", "30000");
    settings.put("mail.smtp.localhost", "tributary.invalid");
    settings.put("mail.mime.charset", "UTF-8");
    security.orElse(Security.STARTTLS).into(settings, "smtp");
    login().into(settings, "smtp");
    return Session.getInstance(settings);
  }

  /** Connected and logged in. */
  Transport open(Session session) {
    try {
      var transport = session.getTransport("smtp");
      transport.connect(host, port, login().name(), login().revealed());
      return transport;
    } catch (MessagingException failure) {
      throw sorted(failure);
    }
  }

  Login login() {
    return Login.of(username, password, oauth, accessToken);
  }

  /** What is to be done about an answer of the server. */
  RuntimeException sorted(MessagingException failure) {
    if (failure instanceof AuthenticationFailedException) {
      return new ConnectionRefused(
          host
              + " does not accept the login. "
              + (login().token() ? "Renew the access token" : "Correct user name and password"),
          failure);
    }
    int code = code(failure);
    if (code == 530 || code == 535) {
      return new ConnectionRefused(host + " asks for a login: " + text(failure), failure);
    }
    if (code >= 500) {
      return new GiveUp(host + " refuses the message: " + text(failure), failure);
    }
    return new RetryLater(host + ": " + text(failure), failure);
  }

  /** The worst code in the chain; 0 where the server said nothing. */
  private static int code(MessagingException failure) {
    int code = 0;
    for (Exception each = failure;
        each instanceof MessagingException one;
        each = one.getNextException()) {
      code = Math.max(code, codeOf(one));
      if (each instanceof SendFailedException && each.getMessage().startsWith("No recipient")) {
        code = Math.max(code, 550);
      }
    }
    return code;
  }

  private static int codeOf(MessagingException failure) {
    return switch (failure) {
      case SMTPSendFailedException sending -> sending.getReturnCode();
      case SMTPAddressFailedException address -> address.getReturnCode();
      case SMTPSenderFailedException sender -> sender.getReturnCode();
      default -> 0;
    };
  }

  private static String text(MessagingException failure) {
    var last = failure;
    while (last.getNextException() instanceof MessagingException next) {
      last = next;
    }
    return String.valueOf(last.getMessage()).strip();
  }
}
