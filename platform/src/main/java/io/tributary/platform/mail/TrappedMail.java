package io.tributary.platform.mail;

import java.util.List;

/**
 * One mail as it came in.
 *
 * @param recipient in whose mailbox this copy lies
 * @param text the body where it is plain text, else its source
 */
record TrappedMail(
    String recipient, String messageId, String from, List<String> to, String subject, String text) {
  TrappedMail {
    to = List.copyOf(to);
  }
}
