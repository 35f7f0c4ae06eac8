package io.tributary.connectors.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a part's header says, as far as a stranger's word can be taken. */
final class PartFacts {
  private static final int LONGEST_NAME = 255;

  private PartFacts() {}

  /** Where nobody says which charset it is, UTF-8 if it can be, and else the old usual one. */
  static String decoded(byte[] bytes, Optional<Charset> charset) {
    if (charset.isPresent()) {
      return new String(bytes, charset.get());
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  static Optional<Charset> charset(String contentType) {
    try {
      var name = new ContentType(contentType).getParameter("charset");
      return name == null
          ? Optional.empty()
          : Optional.of(Charset.forName(MimeUtility.javaCharset(name)));
    } catch (ParseException | IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /** About how large it is once it is decoded. */
  static long size(Part part) throws MessagingException {
    long encoded = Math.max(0, part.getSize());
    boolean base64 = part instanceof MimePart mime && "base64".equalsIgnoreCase(mime.getEncoding());
    return base64 ? encoded / 4 * 3 : encoded;
  }

  /** The name alone: a path would be one on the sender's machine, or an attack on the next. */
  static Optional<String> filename(Part part) throws MessagingException {
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

  static String type(String contentType) {
    try {
      return new ContentType(contentType).getBaseType().toLowerCase(Locale.ROOT);
    } catch (ParseException broken) {
      return "application/octet-stream";
    }
  }

  static String bare(String id) {
    return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
  }
}
