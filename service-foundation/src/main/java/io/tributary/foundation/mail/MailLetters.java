package io.tributary.foundation.mail;

import java.util.List;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** By a mail server, without a log-in: a relay that knows the platform. */
public final class MailLetters implements Letters {
  private static final String MILLIS = "10000";

  private final MailSettings settings;
  private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

  public MailLetters(MailSettings settings) {
    this.settings = settings;
    sender.setHost(settings.host());
    sender.setPort(settings.port());
    for (var limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
      sender.getJavaMailProperties().put("mail.smtp." + limit, MILLIS);
    }
  }

  @Override
  public boolean isOpen() {
    return !settings.host().isBlank();
  }

  @Override
  public void send(List<String> to, String subject, String text) {
    var letter = new SimpleMailMessage();
    letter.setFrom(settings.from());
    letter.setTo(to.toArray(String[]::new));
    letter.setSubject(oneLine(subject));
    letter.setText(text);
    sender.send(letter);
  }

  /** Others' words stand in it: they must not become headers. */
  private static String oneLine(String subject) {
    var line = subject.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 150 ? line : line.substring(0, 149) + "…";
  }
}
