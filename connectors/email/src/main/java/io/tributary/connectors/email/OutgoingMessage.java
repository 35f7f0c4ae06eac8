package io.tributary.connectors.email;

import io.tributary.sdk.GiveUp;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** An e-mail as it goes out, with a Message-ID of its own choosing. */
final class OutgoingMessage extends MimeMessage {
  private static final int MOST_RECIPIENTS = 500;
  private static final int MOST_FILES = 100;

  private final String id;

  OutgoingMessage(Session session, String id) {
    super(session);
    this.id = id;
  }

  /**
   * Takes everything from the letter.
   *
   * @throws GiveUp if something in it cannot be sent
   */
  void write(Send.Letter letter, InternetAddress sender) throws MessagingException {
    checkCounts(letter);
    var template = Template.with(letter.values());
    var thread = letter.inReplyTo().map(MailThread::of);
    setFrom(sender);
    setRecipients(RecipientType.TO, Addresses.all("input#/to", letter.to()));
    setRecipients(RecipientType.CC, Addresses.all("input#/cc", letter.cc()));
    setRecipients(RecipientType.BCC, Addresses.all("input#/bcc", letter.bcc()));
    if (letter.replyTo().isPresent()) {
      setReplyTo(new InternetAddress[] {Addresses.one("input#/replyTo", letter.replyTo().get())});
    }
    setSubject(subject(letter, template, thread), "UTF-8");
    setSentDate(new Date());
    if (thread.isPresent()) {
      setHeader("In-Reply-To", thread.get().messageId());
      setHeader("References", thread.get().references());
    }
    content(letter, template);
    saveChanges();
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  private static void checkCounts(Send.Letter letter) {
    int recipients = letter.to().size() + letter.cc().size() + letter.bcc().size();
    if (recipients == 0) {
      throw new GiveUp("input#/to: has no address. Give at least one recipient");
    }
    if (recipients > MOST_RECIPIENTS) {
      throw new GiveUp("input#/to: " + recipients + " recipients; at most " + MOST_RECIPIENTS);
    }
    if (letter.attachments().size() > MOST_FILES) {
      throw new GiveUp(
          "input#/attachments: %d files; at most %d"
              .formatted(letter.attachments().size(), MOST_FILES));
    }
  }

  private static String subject(
      Send.Letter letter, Template template, Optional<MailThread> thread) {
    var subject =
        letter
            .subject()
            .map(text -> template.filled("input#/subject", text))
            .or(() -> thread.flatMap(MailThread::subject))
            .orElseThrow(
                () ->
                    new GiveUp(
                        "input#/subject: is missing. Give it a value in the mapping or in the"
                            + " fields"));
    return Addresses.oneLine("input#/subject", subject);
  }

  private void content(Send.Letter letter, Template template) throws MessagingException {
    var text = letter.text().map(one -> template.filled("input#/text", one));
    var html = letter.html().map(one -> template.filledHtml("input#/html", one));
    if (text.isEmpty() && html.isEmpty()) {
      throw new GiveUp("input#/text: is missing, and so is html. Give at least one of them");
    }
    if (letter.attachments().isEmpty()) {
      words(text, html, this);
      return;
    }
    var files = letter.attachments();
    boolean related = html.isPresent() && files.stream().anyMatch(OutgoingFile::isShown);
    var shown =
        related
            ? files.stream().filter(OutgoingFile::isShown).toList()
            : List.<Send.Attachment>of();
    var beside = files.stream().filter(file -> !shown.contains(file)).toList();
    var body = new MimeBodyPart();
    words(text, html, body);
    var whole = shown.isEmpty() ? body : around("related", body, shown, files);
    if (beside.isEmpty()) {
      setContent((MimeMultipart) content(whole));
    } else {
      setContent((MimeMultipart) content(around("mixed", whole, beside, files)));
    }
  }

  private static void words(
      Optional<String> text, Optional<String> html, jakarta.mail.internet.MimePart into)
      throws MessagingException {
    if (html.isEmpty()) {
      into.setText(text.orElseThrow(), "UTF-8", "plain");
    } else if (text.isEmpty()) {
      into.setText(html.get(), "UTF-8", "html");
    } else {
      into.setContent(
          new MimeMultipart("alternative", part(text.get(), "plain"), part(html.get(), "html")));
    }
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    var part = new MimeBodyPart();
    part.setText(text, "UTF-8", subtype);
    return part;
  }

  /** A part that holds another one, and files beside it. */
  private static MimeBodyPart around(
      String how, MimeBodyPart first, List<Send.Attachment> some, List<Send.Attachment> all)
      throws MessagingException {
    var several = new MimeMultipart(how);
    several.addBodyPart(first);
    for (var file : some) {
      several.addBodyPart(OutgoingFile.part("input#/attachments/" + all.indexOf(file), file));
    }
    var part = new MimeBodyPart();
    part.setContent(several);
    return part;
  }

  private static Object content(MimeBodyPart part) throws MessagingException {
    try {
      return part.getContent();
    } catch (java.io.IOException impossible) {
      throw new MessagingException("a part that was just made", impossible);
    }
  }
}
