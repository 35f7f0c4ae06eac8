package io.tributary.connectors.email;

import io.tributary.sdk.LargeBody;
import java.util.List;
import java.util.Optional;

/**
 * An e-mail that came in, as the next steps get it.
 *
 * @param text all parts of plain text
 * @param html all parts of HTML, as the sender wrote it
 * @param cut whether a text, a list of addresses or the list of attachments is not whole
 * @param raw the whole message, where it is not written as e-mail has to be
 */
record IncomingLetter(
    String folder,
    long uid,
    Optional<String> messageId,
    Optional<String> inReplyTo,
    List<String> references,
    List<Address> from,
    List<Address> to,
    List<Address> cc,
    List<Address> replyTo,
    String subject,
    Optional<String> date,
    Optional<String> received,
    long size,
    Optional<String> text,
    Optional<String> html,
    List<Attachment> attachments,
    boolean cut,
    Optional<LargeBody> raw,
    Optional<String> problem) {

  /** Somebody's address, and the name that stood beside it. */
  record Address(String address, Optional<String> name) {}

  /**
   * A file.
   *
   * @param contentId by which HTML refers to it, without its brackets
   * @param content absent where it was larger than what one poll can hold
   */
  record Attachment(
      String filename,
      String contentType,
      boolean inline,
      Optional<String> contentId,
      long size,
      Optional<LargeBody> content) {}
}
