package io.tributary.connectors.email;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Sends one e-mail per message. */
public final class Send implements Action<Send.Letter> {
  private static final int MOST_RECIPIENTS = 500;

  /** What the flow's author maps. */
  public record Letter(
      List<String> to,
      List<String> cc,
      List<String> bcc,
      Optional<String> replyTo,
      String subject,
      Optional<String> text,
      Optional<String> html) {}

  /** What the next steps get. */
  record Sent(String messageId, int recipients) {}

  @Override
  public void run(Letter letter, Context context, Emitter out) throws MessagingException {
    var smtp = context.connection(Smtp.class);
    var session = smtp.session();
    var id = messageId(context.idempotencyKey(), smtp.sender());
    var message = new IdentifiedMessage(session, id);
    write(message, letter, smtp);
    try (var transport = smtp.open(session)) {
      transport.sendMessage(message, message.getAllRecipients());
    } catch (MessagingException failure) {
      throw smtp.sorted(failure);
    }
    out.emit(new Sent(id, message.getAllRecipients().length));
  }

  private static void write(MimeMessage message, Letter letter, Smtp smtp)
      throws MessagingException {
    int recipients = letter.to().size() + letter.cc().size() + letter.bcc().size();
    if (recipients == 0) {
      throw new GiveUp("input#/to: has no address. Give at least one recipient");
    }
    if (recipients > MOST_RECIPIENTS) {
      throw new GiveUp("input#/to: " + recipients + " recipients; at most " + MOST_RECIPIENTS);
    }
    message.setFrom(smtp.sender());
    message.setRecipients(RecipientType.TO, Addresses.all("input#/to", letter.to()));
    message.setRecipients(RecipientType.CC, Addresses.all("input#/cc", letter.cc()));
    message.setRecipients(RecipientType.BCC, Addresses.all("input#/bcc", letter.bcc()));
    if (letter.replyTo().isPresent()) {
      message.setReplyTo(
          new InternetAddress[] {Addresses.one("input#/replyTo", letter.replyTo().get())});
    }
    message.setSubject(Addresses.oneLine("input#/subject", letter.subject()), "UTF-8");
    message.setSentDate(new Date());
    content(message, letter);
    message.saveChanges();
  }

  private static void content(MimeMessage message, Letter letter) throws MessagingException {
    if (letter.text().isEmpty() && letter.html().isEmpty()) {
      throw new GiveUp("input#/text: is missing, and so is html. Give at least one of them");
    }
    if (letter.html().isEmpty()) {
      message.setText(letter.text().orElseThrow(), "UTF-8", "plain");
    } else if (letter.text().isEmpty()) {
      message.setText(letter.html().get(), "UTF-8", "html");
    } else {
      message.setContent(
          new MimeMultipart(
              "alternative",
              part(letter.text().get(), "plain"),
              part(letter.html().get(), "html")));
    }
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    var part = new MimeBodyPart();
    part.setText(text, "UTF-8", subtype);
    return part;
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

  private static final class IdentifiedMessage extends MimeMessage {
    private final String id;

    IdentifiedMessage(jakarta.mail.Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
