package io.tributary.platform.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes every mail sent to its port on loopback, and sends none on. Kept in memory only. */
public final class MailTrap implements AutoCloseable {
  private static final int SHOWN = 1000;

  private final GreenMail mail;
  private final int port;

  public MailTrap(int port) {
    this.port = port;
    var setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(10_000);
    this.mail = new GreenMail(setup);
    mail.start();
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The newest thousand, oldest first. */
  List<TrappedMail> messages() {
    var all =
        mail.getUserManager().listUser().stream()
            .flatMap(this::delivered)
            .sorted(Comparator.comparing(Delivered::at))
            .toList();
    return all.stream().skip(Math.max(0, all.size() - SHOWN)).map(MailTrap::read).toList();
  }

  /** One copy for each recipient, as a mail server delivers it. */
  private record Delivered(String recipient, Date at, MimeMessage message) {}

  /** Of a copy, taken at once: mail goes on coming in while somebody reads. */
  private Stream<Delivered> delivered(GreenMailUser user) {
    try {
      var inbox = mail.getManagers().getImapHostManager().getInbox(user);
      return List.copyOf(inbox.getMessages()).stream()
          .map(
              stored ->
                  new Delivered(
                      user.getEmail(), stored.getReceivedDate(), stored.getMimeMessage()));
    } catch (FolderException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Override
  public void close() {
    mail.stop();
  }

  private static TrappedMail read(Delivered delivered) {
    var message = delivered.message();
    try {
      return new TrappedMail(
          delivered.recipient(),
          orEmpty(message.getMessageID()),
          addresses(message.getFrom()).findFirst().orElse(""),
          addresses(message.getRecipients(Message.RecipientType.TO)).toList(),
          orEmpty(message.getSubject()),
          message.getContent() instanceof String text ? text : source(message));
    } catch (MessagingException | IOException unreadable) {
      return new TrappedMail(
          delivered.recipient(), "", "", List.of(), "(unreadable)", String.valueOf(unreadable));
    }
  }

  private static String source(MimeMessage message) throws MessagingException, IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    message.writeTo(bytes);
    return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static Stream<String> addresses(jakarta.mail.Address @Nullable [] addresses) {
    return addresses == null ? Stream.of() : Arrays.stream(addresses).map(Object::toString);
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
