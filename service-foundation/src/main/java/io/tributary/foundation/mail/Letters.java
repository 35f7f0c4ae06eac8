package io.tributary.foundation.mail;

import java.util.List;

/** Mail to people. */
public interface Letters {
  /** Whether there is one at all. */
  boolean isOpen();

  /**
   * Sends one letter to all of them.
   *
   * @throws org.springframework.mail.MailException where it was not taken
   */
  void send(List<String> to, String subject, String text);
}
