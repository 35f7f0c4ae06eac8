package io.tributary.connectors.email;

import io.tributary.connectors.email.IncomingLetter.Attachment;
import io.tributary.sdk.Context;
import io.tributary.sdk.LargeBody;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.imap.IMAPMessage;

/** Texts and files of one message; a megabyte of them is in memory. */
final class LetterParts {
  private static final int LARGEST_TEXT = 1024 * 1024;
  private static final int MOST_PARTS = 200;
  private static final int DEEPEST = 20;
  private static final int LONGEST_NAME = 255;

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
        && filename(part).isEmpty();
  }

  private void add(Part part, StringBuilder to) throws MessagingException, IOException {
    byte[] bytes;
    try (var content = part.getInputStream()) {
      bytes = content.readNBytes(LARGEST_TEXT + 1);
    }
    var decoded = decoded(bytes, charset(part.getContentType()));
    int room = Math.max(0, LARGEST_TEXT - to.length());
    if (bytes.length > LARGEST_TEXT || decoded.length() > room) {
      cut = true;
    }
    to.append(to.isEmpty() ? "" : "\n").append(decoded, 0, Math.min(room, decoded.length()));
  }

  /** Where nobody says which charset it is, UTF-8 if it can be, and else the old usual one. */
  private static String decoded(byte[] bytes, Optional<Charset> charset) {
    if (charset.isPresent()) {
      return new String(bytes, charset.get());
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static Optional<Charset> charset(String contentType) {
    try {
      var name = new ContentType(contentType).getParameter("charset");
      return name == null
          ? Optional.empty()
          : Optional.of(Charset.forName(MimeUtility.javaCharset(name)));
    } catch (ParseException | IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private Attachment attachment(Part part) throws MessagingException, IOException {
    var id =
        part instanceof MimePart mime
            ? Optional.ofNullable(mime.getContentID()).map(LetterParts::bare)
            : Optional.<String>empty();
    long size = size(part);
    Optional<LargeBody> content = Optional.empty();
    if (room.has(size)) {
      try (var bytes = new WholeOrShort(part.getInputStream())) {
        content = Optional.of(context.bodies().write(bytes));
        bytes.checkWhole();
      }
      room.take(content.get().size());
    } else {
      cut = true;
    }
    return new Attachment(
        filename(part).orElse("attachment-" + (attachments.size() + 1)),
        type(part.getContentType()),
        Part.INLINE.equalsIgnoreCase(part.getDisposition()),
        id,
        content.map(LargeBody::size).orElse(size),
        content);
  }

  /** About how large it is once it is decoded. */
  private static long size(Part part) throws MessagingException {
    long encoded = Math.max(0, part.getSize());
    boolean base64 = part instanceof MimePart mime && "base64".equalsIgnoreCase(mime.getEncoding());
    return base64 ? encoded / 4 * 3 : encoded;
  }

  /** The name alone: a path would be one on the sender's machine, or an attack on the next. */
  private static Optional<String> filename(Part part) throws MessagingException {
    var name = part.getFileName();
    if (name == null) {
      return Optional.empty();
    }
    var decoded = name;
    try {
      decoded = MimeUtility.decodeText(name);
    } catch (UnsupportedEncodingException unknown) {
      // As it was written then.
    }
    var last = decoded.substring(Math.max(decoded.lastIndexOf('/'), decoded.lastIndexOf('\\')) + 1);
    var plain = last.codePoints().filter(one -> !Character.isISOControl(one)).limit(LONGEST_NAME);
    var text =
        plain
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    return text.isEmpty() || text.equals(".") || text.equals("..")
        ? Optional.empty()
        : Optional.of(text);
  }

  private static String type(String contentType) {
    try {
      return new ContentType(contentType).getBaseType().toLowerCase(Locale.ROOT);
    } catch (ParseException broken) {
      return "application/octet-stream";
    }
  }

  private static String bare(String id) {
    return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
  }
}
