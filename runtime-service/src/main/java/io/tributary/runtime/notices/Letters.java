package io.tributary.runtime.notices;

import java.util.List;

/** The way of a notice to people. */
interface Letters {
  /** Whether there is one at all. */
  boolean isOpen();

  /**
   * Sends one letter to all of them.
   *
   * @throws org.springframework.mail.MailException where it was not taken
   */
  void send(List<String> to, String subject, String text);
}
