package io.tributary.foundation.mail;

import org.springframework.core.env.Environment;

/**
 * Where mail leaves: {@code tributary.mail.host}, {@code .port}, {@code .from}.
 *
 * @param host of the mail server; empty = none is sent
 * @param from sender's address
 */
public record MailSettings(String host, int port, String from) {

  /** As the settings say; without them no mail is sent. */
  public static MailSettings of(Environment environment) {
    return new MailSettings(
        environment.getProperty("tributary.mail.host", ""),
        environment.getProperty("tributary.mail.port", Integer.class, 25),
        environment.getProperty("tributary.mail.from", "tributary@localhost"));
  }
}
