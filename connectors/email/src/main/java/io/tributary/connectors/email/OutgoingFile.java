package io.tributary.connectors.email;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.LargeBody;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.regex.Pattern;

/** A file that goes out; a large one is read while it is sent. */
final class OutgoingFile {
  private static final int LONGEST_NAME = 255;
  private static final Pattern TYPE = Pattern.compile("[\\w.+-]{1,100}/[\\w.+-]{1,100}");
  private static final Pattern ID = Pattern.compile("[\\w.+@-]{1,200}");

  private OutgoingFile() {}

  /** Whether the HTML shows it, so that it is no file beside the words. */
  static boolean isShown(Send.Attachment file) {
    return file.contentId().filter(id -> !id.isBlank()).isPresent();
  }

  static MimeBodyPart part(String place, Send.Attachment file) throws MessagingException {
    var part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(source(place, file)));
    // Told here, or the library would read the whole content once more to find it out.
    part.setHeader("Content-Transfer-Encoding", "base64");
    part.setFileName(name(place + "/filename", file.filename()));
    if (isShown(file)) {
      part.setContentID(
          "<" + contentId(place + "/contentId", file.contentId().orElseThrow()) + ">");
      part.setDisposition(Part.INLINE);
    } else {
      part.setDisposition(Part.ATTACHMENT);
    }
    return part;
  }

  private static DataSource source(String place, Send.Attachment file) {
    var type = file.contentType().filter(one -> !one.isBlank()).orElse("application/octet-stream");
    if (!TYPE.matcher(type).matches() || type.startsWith("multipart/")) {
      throw new GiveUp(place + "/contentType: is no type of a file. Write it as in image/png");
    }
    if (file.base64().isPresent() == file.content().isPresent()) {
      throw new GiveUp(place + ": needs base64 or content, and not both. Map one of them");
    }
    return file.content().isPresent()
        ? new BodySource(file.content().get(), type)
        : new ByteArrayDataSource(bytes(place + "/base64", file.base64().orElseThrow()), type);
  }

  private static byte[] bytes(String place, String base64) {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException broken) {
      throw new GiveUp(place + ": is no base64. Encode the file, or give it as content", broken);
    }
  }

  private static String name(String place, String name) {
    Addresses.oneLine(place, name);
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.contains("/")
        || name.contains("\\")) {
      throw new GiveUp(
          place + ": is no name of a file. Give it without a path, in 1 to 255 characters");
    }
    return name;
  }

  private static String contentId(String place, String id) {
    if (!ID.matcher(id).matches()) {
      throw new GiveUp(place + ": is no id. Use letters, digits and . _ + @ -, as in cid:logo");
    }
    return id;
  }

  private record BodySource(LargeBody body, String type) implements DataSource {
    @Override
    public InputStream getInputStream() {
      return body.open();
    }

    @Override
    public OutputStream getOutputStream() {
      throw new UnsupportedOperationException("it is read only");
    }

    @Override
    public String getContentType() {
      return type;
    }

    @Override
    public String getName() {
      return "";
    }
  }
}
