package io.tributary.connectors.email;

import io.tributary.connectors.email.IncomingLetter.Attachment;
import io.tributary.sdk.Context;
import io.tributary.sdk.LargeBody;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.imap.IMAPMessage;

/** Texts and files of one message; a megabyte of them is in memory. */
final class LetterParts {
  private static final int LARGEST_TEXT = 1024 * 1024;
  private static final int MOST_PARTS = 200;
  private static final int DEEPEST = 20;

  private final Context context;
  private final FileRoom room;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder html = new StringBuilder();
  private final List<Attachment> attachments = new ArrayList<>();
  private Optional<LargeBody> raw = Optional.empty();
  private int parts;
  private boolean cut;

  LetterParts(Context context, FileRoom room) {
    this.context = context;
    this.room = room;
  }

  void read(Part message) throws MessagingException, IOException {
    read(message, 0);
  }

  /** Instead of parts that cannot be told apart: the message as it came. */
  LetterParts raw(IMAPMessage message) throws MessagingException, IOException {
    var whole = new LetterParts(context, room);
    long size = Math.max(0, message.getSizeLong());
    if (room.has(size)) {
      try (var bytes = new WholeOrShort(message.getMimeStream())) {
        whole.raw = Optional.of(context.bodies().write(bytes));
      }
      room.take(size);
    }
    return whole;
  }

  Optional<String> text() {
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  Optional<String> html() {
    return html.isEmpty() ? Optional.empty() : Optional.of(html.toString());
  }

  List<Attachment> attachments() {
    return List.copyOf(attachments);
  }

  Optional<LargeBody> rawBody() {
    return raw;
  }

  boolean isCut() {
    return cut;
  }

  private void read(Part part, int depth) throws MessagingException, IOException {
    if (++parts > MOST_PARTS || depth > DEEPEST) {
      cut = true;
      return;
    }
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
      for (int i = 0; i < several.getCount(); i++) {
        BodyPart each = several.getBodyPart(i);
        read(each, depth + 1);
      }
    } else if (isText(part)) {
      add(part, part.isMimeType("text/html") ? html : text);
    } else {
      attachments.add(attachment(part));
    }
  }

  private static boolean isText(Part part) throws MessagingException {
    return (part.isMimeType("text/plain") || part.isMimeType("text/html"))
        && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())
        && PartFacts.filename(part).isEmpty();
  }

  private void add(Part part, StringBuilder to) throws MessagingException, IOException {
    byte[] bytes;
    try (var content = part.getInputStream()) {
      bytes = content.readNBytes(LARGEST_TEXT + 1);
    }
    var decoded = PartFacts.decoded(bytes, PartFacts.charset(part.getContentType()));
    int end = Math.min(Math.max(0, LARGEST_TEXT - to.length()), decoded.length());
    if (end > 0 && Character.isHighSurrogate(decoded.charAt(end - 1))) {
      end--;
    }
    cut |= bytes.length > LARGEST_TEXT || end < decoded.length();
    to.append(to.isEmpty() ? "" : "\n").append(decoded, 0, end);
  }

  private Attachment attachment(Part part) throws MessagingException, IOException {
    var id =
        part instanceof MimePart mime
            ? Optional.ofNullable(mime.getContentID()).map(PartFacts::bare)
            : Optional.<String>empty();
    long size = PartFacts.size(part);
    Optional<LargeBody> content = Optional.empty();
    if (room.has(size)) {
      try (var bytes = new WholeOrShort(part.getInputStream())) {
        content = Optional.of(context.bodies().write(bytes));
        room.take(content.get().size());
        bytes.checkWhole();
      }
    } else {
      cut = true;
    }
    return new Attachment(
        PartFacts.filename(part).orElse("attachment-" + (attachments.size() + 1)),
        PartFacts.type(part.getContentType()),
        Part.INLINE.equalsIgnoreCase(part.getDisposition()),
        id,
        content.map(LargeBody::size).orElse(size),
        content);
  }
}
