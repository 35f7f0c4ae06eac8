package io.tributary.connectors.email;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.LargeBody;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends one e-mail per message. */
public final class Send implements Action<Send.Letter> {
  /**
   * What the flow's author maps.
   *
   * @param inReplyTo a Message-ID, or a message that the trigger gave out
   * @param values for {@code {{name}}} in subject, text and html; without them nothing is replaced
   */
  public record Letter(
      List<String> to,
      List<String> cc,
      List<String> bcc,
      Optional<String> replyTo,
      Optional<String> subject,
      Optional<String> text,
      Optional<String> html,
      List<Attachment> attachments,
      Optional<Object> inReplyTo,
      Optional<Map<String, Object>> values) {}

  /**
   * A file; its content is one of the two.
   *
   * @param contentId by which the HTML shows it: {@code <img src="cid:logo">}
   */
  public record Attachment(
      String filename,
      Optional<String> contentType,
      Optional<String> base64,
      Optional<LargeBody> content,
      Optional<String> contentId) {}

  /** What the next steps get. */
  record Sent(String messageId, int recipients) {}

  @Override
  public void run(Letter letter, Context context, Emitter out) throws MessagingException {
    var smtp = context.connection(Smtp.class);
    var session = smtp.session();
    var id = messageId(context.idempotencyKey(), smtp.sender());
    var message = new OutgoingMessage(session, id);
    message.write(letter, smtp.sender());
    try (var transport = smtp.open(session)) {
      transport.sendMessage(message, message.getAllRecipients());
    } catch (MessagingException failure) {
      throw smtp.sorted(failure);
    }
    out.emit(new Sent(id, message.getAllRecipients().length));
  }

  /** The same on each attempt, so that a repeat can be known as one. */
  private static String messageId(String idempotencyKey, InternetAddress sender) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256")
              .digest(idempotencyKey.getBytes(StandardCharsets.UTF_8));
      var address = sender.getAddress();
      return "<%s%s>"
          .formatted(
              HexFormat.of().formatHex(hash, 0, 16), address.substring(address.indexOf('@')));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
