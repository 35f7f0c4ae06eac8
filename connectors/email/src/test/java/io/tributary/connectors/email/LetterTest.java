package io.tributary.connectors.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LetterTest {
  private static final String TEXT = Base64.getEncoder().encodeToString("hello".getBytes(UTF_8));

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void startServer() {
    server.setUser("leads@example.org", "leads", "enchantress");
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop();
  }

  @Test
  void filesLieBesideTheWords() throws Exception {
    var body = "é".repeat(700_000).getBytes(UTF_8);
    var mail =
        sent(
            Map.of(
                "text",
                "see",
                "attachments",
                List.of(
                    Map.of(
                        "filename", "Zoë's notes.txt", "contentType", "text/plain", "base64", TEXT),
                    Map.of("filename", "b.bin", "content", Run.largeBody("b", body)))),
            Map.of("b", body));

    var mixed = (MimeMultipart) mail.getContent();
    assertThat(mail.getContentType()).startsWith("multipart/mixed");
    assertThat(mixed.getBodyPart(0).getContent()).isEqualTo("see");
    assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("Zoë's notes.txt");
    assertThat(mixed.getBodyPart(1).getInputStream().readAllBytes()).asString().isEqualTo("hello");
    assertThat(mixed.getBodyPart(2).getInputStream().readAllBytes()).isEqualTo(body);
  }

  @Test
  void htmlShowsItsImages() throws Exception {
    var mail =
        sent(
            Map.of(
                "text",
                "logo",
                "html",
                "<img src='cid:logo'>",
                "attachments",
                List.of(
                    Map.of(
                        "filename",
                        "l.png",
                        "contentType",
                        "image/png",
                        "base64",
                        TEXT,
                        "contentId",
                        "logo"),
                    Map.of("filename", "b.txt", "base64", TEXT))),
            Map.of());

    var mixed = (MimeMultipart) mail.getContent();
    var related = (MimeMultipart) mixed.getBodyPart(0).getContent();
    assertThat(related.getContentType()).startsWith("multipart/related");
    assertThat(related.getBodyPart(0).getContentType()).startsWith("multipart/alternative");
    assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<logo>");
    assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("b.txt");
  }

  @Test
  void replyHoldsItsThread() throws Exception {
    var answered =
        Map.of("messageId", "<3@x>", "references", List.of("<1@x>", "<2@x>"), "subject", "Engines");

    var mail = sent(Map.of("text", "They do", "inReplyTo", answered), Map.of());

    assertThat(mail.getSubject()).isEqualTo("Re: Engines");
    assertThat(mail.getHeader("In-Reply-To")).containsExactly("<3@x>");
    assertThat(mail.getHeader("References", " ").replaceAll("\\s+", " "))
        .isEqualTo("<1@x> <2@x> <3@x>");
  }

  @Test
  void longThreadKeepsItsBeginningAndItsEnd() throws Exception {
    var references =
        java.util.stream.IntStream.range(0, 300).mapToObj(i -> "<" + i + "@x>").toList();
    var answered = Map.of("messageId", "<300@x>", "references", references, "subject", "RE: a");

    var mail = sent(Map.of("text", "t", "inReplyTo", answered), Map.of());

    assertThat(mail.getSubject()).isEqualTo("RE: a");
    assertThat(mail.getHeader("References", " ").trim().split("\\s+"))
        .hasSize(20)
        .startsWith("<0@x>", "<282@x>")
        .endsWith("<300@x>");
  }

  @Test
  void templateIsFilledAndHtmlStaysHarmless() throws Exception {
    var mail =
        sent(
            Map.of(
                "subject", "Hello {{who.name}}",
                "html", "<p>{{ who.name }}",
                "values", Map.of("who", Map.of("name", "<b>Ada$1</b>"))),
            Map.of());

    assertThat(mail.getSubject()).isEqualTo("Hello <b>Ada$1</b>");
    assertThat(mail.getContent().toString()).contains("<p>&lt;b&gt;Ada$1&lt;/b&gt;");
    assertThat(failure(Map.of("text", "{{nobody}}", "values", Map.of())))
        .isEqualTo("input#/text: {{nobody}} has no value. Give it one in values, or take it out");
  }

  @Test
  void braceWithoutValuesStaysAsItIs() throws Exception {
    assertThat(sent(Map.of("text", "{{a}}"), Map.of()).getContent()).isEqualTo("{{a}}");
  }

  @Test
  void nobodyAddsAHeader() {
    var evil = "x\r\nBcc: all@example.org";

    assertThat(failure(file(Map.of("filename", evil)))).startsWith("input#/attachments/0/filename");
    assertThat(failure(file(Map.of("contentType", "text/plain\r\nX: y"))))
        .startsWith("input#/attachments/0/contentType");
    assertThat(failure(file(Map.of("contentType", "text/plain; name=x"))))
        .startsWith("input#/attachments/0/contentType");
    assertThat(failure(with(file(Map.of("contentId", evil)), "html", "<p>")))
        .startsWith("input#/attachments/0/contentId");
    assertThat(failure(Map.of("text", "t", "inReplyTo", "<a@b>\r\nBcc: all@example.org")))
        .startsWith("input#/inReplyTo");
    assertThat(
            failure(
                Map.of(
                    "text",
                    "t",
                    "inReplyTo",
                    Map.of("messageId", "<a@b>", "references", List.of(evil)))))
        .startsWith("input#/inReplyTo/references/0");
    assertThat(
            failure(
                Map.of("text", "t", "inReplyTo", Map.of("messageId", "<a@b>", "subject", evil))))
        .startsWith("input#/subject");
    assertThat(failure(Map.of("text", "t", "subject", "{{s}}", "values", Map.of("s", evil))))
        .startsWith("input#/subject");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void fileNeedsOneContentAndNoPath() {
    assertThat(failure(Map.of("text", "t", "attachments", Map.of("filename", "a"))))
        .startsWith("input#/attachments/0: needs base64 or content");
    assertThat(failure(file(Map.of("base64", "*")))).startsWith("input#/attachments/0/base64");
    assertThat(failure(file(Map.of("filename", "../a")))).contains("without a path");
  }

  @Test
  void accessTokenLogsInByXoauth2() {
    var connection = new HashMap<String, Object>(connection());
    connection.put("password", "wrong");
    connection.put("accessToken", "enchantress");
    var input = Map.of("to", "a@example.org", "subject", "s", "text", "t");

    var result = Run.action(new Send()).withConnection(connection).on(input);
    connection.put("oauth", Map.of("access_token", "stale", "expires_in", 3600));
    var stale = Run.action(new Send()).withConnection(connection).on(input);

    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    assertThat(stale.outcome())
        .isInstanceOfSatisfying(
            Outcome.ConnectionRefused.class,
            refused -> assertThat(refused.message()).contains("Renew the access token"));
  }

  private static Map<String, Object> file(Map<String, Object> changes) {
    var file = new HashMap<String, Object>(Map.of("filename", "a", "base64", TEXT));
    file.putAll(changes);
    return Map.of("text", "t", "attachments", List.of(file));
  }

  private static Map<String, Object> with(Map<String, Object> letter, String name, Object value) {
    var more = new HashMap<>(letter);
    more.put(name, value);
    return more;
  }

  private MimeMessage sent(Map<String, Object> letter, Map<String, byte[]> bodies) {
    var result = send(letter, bodies);
    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    return server.getReceivedMessages()[0];
  }

  private String failure(Map<String, Object> letter) {
    var outcome = send(letter, Map.of()).outcome();
    assertThat(outcome).isInstanceOf(Outcome.GivenUp.class);
    return ((Outcome.GivenUp) outcome).message();
  }

  private Result send(Map<String, Object> letter, Map<String, byte[]> bodies) {
    var whole = new HashMap<String, Object>(letter);
    whole.put("to", "a@example.org");
    if (!letter.containsKey("inReplyTo")) {
      whole.putIfAbsent("subject", "s");
    }
    return Run.action(new Send())
        .withConnection(connection())
        .withLargeBodies(new HashMap<>(bodies))
        .on(whole);
  }

  private Map<String, Object> connection() {
    return Map.of(
        "host", "127.0.0.1",
        "port", server.getSmtp().getPort(),
        "security", "none",
        "username", "leads",
        "password", "enchantress",
        "from", "Leads <leads@example.org>");
  }
}
