package io.tributary.connectors.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tributary.sdk.ConnectionCheck.Outcome.Refused;
import io.tributary.sdk.ConnectionCheck.Outcome.Works;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendTest {
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
  void sendsTheExampleOnceToEachRecipient() throws Exception {
    var result = send("enchantress").on(Files.readString(Path.of("examples/send.in.json")));

    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    var mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("New lead: Ada Lovelace");
    assertThat(mail.getFrom()[0].toString()).isEqualTo("Leads <leads@example.org>");
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(result.only().asMap()).containsEntry("messageId", mail.getHeader("Message-ID")[0]);
  }

  @Test
  void keepsItsMessageIdOnEveryAttempt() {
    var first = send("enchantress").withIdempotencyKey("m-1").on(letter("Hello"));
    var again = send("enchantress").withIdempotencyKey("m-1").withAttempt(2).on(letter("Hello"));
    var other = send("enchantress").withIdempotencyKey("m-2").on(letter("Hello"));

    assertThat(again.only().json()).isEqualTo(first.only().json());
    assertThat(other.only().json()).isNotEqualTo(first.only().json());
  }

  @Test
  void nobodyAddsAHeader() {
    assertThat(send("enchantress").on(letter("Hi\\r\\nBcc: all@example.org")).outcome())
        .isEqualTo(
            new Outcome.GivenUp(
                "input#/subject: has a line break or control character. Remove it"));
    assertThat(
            send("enchantress")
                .on("{\"to\": \"a@b.c\\nBcc: x@y.z\", \"subject\": \"s\", \"text\": \"t\"}")
                .outcome())
        .isInstanceOf(Outcome.GivenUp.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void wrongPasswordIsTheConnectionsFault() {
    assertThat(send("wrong").on(letter("Hello")).outcome())
        .isInstanceOf(Outcome.ConnectionRefused.class);
  }

  @Test
  void aPasswordWithoutANameIsNoLogin() {
    var nameless = new HashMap<>(connection("enchantress"));
    nameless.remove("username");

    var result = Run.action(new Send()).withConnection(nameless).on(letter("Hello"));

    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
  }

  @Test
  void serverThatIsAwayIsTriedAgain() {
    var run = send("enchantress");
    server.stop();

    assertThat(run.on(letter("Hello")).outcome()).isInstanceOf(Outcome.RetriedLater.class);
  }

  @Test
  void codesOfTheServerDecide() throws Exception {
    assertThat(answering("451 mailbox busy")).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(answering("550 no such user")).isInstanceOf(Outcome.GivenUp.class);
    assertThat(answering("530 log in first")).isInstanceOf(Outcome.ConnectionRefused.class);
  }

  @Test
  void recipientAndTextAreNeeded() {
    assertThat(send("enchantress").on("{\"subject\": \"s\", \"text\": \"t\"}").outcome())
        .isEqualTo(new Outcome.GivenUp("input#/to: has no address. Give at least one recipient"));
    assertThat(send("enchantress").on("{\"to\": \"a@b.c\", \"subject\": \"s\"}").outcome())
        .isInstanceOf(Outcome.GivenUp.class);
  }

  @Test
  void checkTellsALoginFromAWrongOne() {
    assertThat(Run.check(new CheckServer()).withConnection(connection("enchantress")).check())
        .isEqualTo(new Works("leads"));
    assertThat(Run.check(new CheckServer()).withConnection(connection("wrong")).check())
        .isInstanceOf(Refused.class);
  }

  private Run send(String password) {
    return Run.action(new Send()).withConnection(connection(password));
  }

  private Map<String, Object> connection(String password) {
    return Map.of(
        "host", "127.0.0.1",
        "port", server.getSmtp().getPort(),
        "security", "none",
        "username", "leads",
        "password", password,
        "from", "Leads <leads@example.org>");
  }

  private static String letter(String subject) {
    return "{\"to\": [\"group@example.org\"], \"subject\": \"%s\", \"text\": \"Hello\"}"
        .formatted(subject);
  }

  /** A server that greets, and answers each recipient so. */
  private static Outcome answering(String answer) throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> talk(listener, answer));
      return Run.action(new Send())
          .withConnection(
              Map.of(
                  "host", "127.0.0.1",
                  "port", listener.getLocalPort(),
                  "security", "none",
                  "from", "a@example.org"))
          .on(letter("Hello"))
          .outcome();
    }
  }

  private static void talk(ServerSocket listener, String answer) {
    try (var socket = listener.accept()) {
      var in =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      var out = socket.getOutputStream();
      out.write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var said = line.startsWith("RCPT") ? answer : "250 fine";
        out.write((said + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException closed) {
      // The client has heard enough.
    }
  }
}
