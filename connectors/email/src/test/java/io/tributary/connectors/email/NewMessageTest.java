package io.tributary.connectors.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tributary.sdk.Choices.Choice;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewMessageTest {
  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
          });
  private final Map<String, byte[]> bodies = new HashMap<>();
  private GreenMailUser leads;
  private Optional<String> snapshot = Optional.empty();

  @BeforeEach
  void startServer() {
    leads = server.setUser("leads@example.org", "leads", "enchantress");
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop();
  }

  @Test
  void firstPollGivesNothingAndTheNextWhatIsNew() throws Exception {
    deliver(letter("old", "Hello"));

    assertThat(subjects(poll(Map.of()))).isEmpty();
    assertThat(subjects(poll(Map.of()))).isEmpty();
    deliver(letter("new", "Hello"));
    assertThat(subjects(poll(Map.of()))).containsExactly("new");
    assertThat(subjects(poll(Map.of()))).isEmpty();
  }

  @Test
  void emptyFolderIsNoMistake() throws Exception {
    assertThat(subjects(poll(Map.of("first", "all")))).isEmpty();
    deliver(letter("1", "Hello"));
    assertThat(subjects(poll(Map.of()))).containsExactly("1");
  }

  @Test
  void pollsGoOnWhereTheBoundEndedThem() throws Exception {
    for (int i = 1; i <= 7; i++) {
      deliver(letter("" + i, "Hello"));
    }
    var fields = Map.of("first", "all", "most", 3);

    assertThat(subjects(poll(fields))).containsExactly("1", "2", "3");
    assertThat(subjects(poll(fields))).containsExactly("4", "5", "6");
    assertThat(subjects(poll(fields))).containsExactly("7");
    assertThat(subjects(poll(fields))).isEmpty();
  }

  @Test
  void pollThatDiedIsMadeGoodWithoutGapOrRepeat() throws Exception {
    poll(Map.of());
    deliver(letter("1", "Hello"));
    deliver(letter("2", "Hello"));

    // Killed before anything was committed: the next poll sees the snapshot before it.
    assertThat(subjects(uncommitted(Map.of("markSeen", true)))).containsExactly("1", "2");
    assertThat(seen()).containsExactly(false, false);
    assertThat(subjects(poll(Map.of("markSeen", true)))).containsExactly("1", "2");
    assertThat(seen()).containsExactly(false, false);

    assertThat(subjects(poll(Map.of("markSeen", true)))).isEmpty();
    assertThat(seen()).containsExactly(true, true);
  }

  @Test
  void attemptThatDiedHalfwayGoesOnBehindItsLastEmail() throws Exception {
    for (int i = 1; i <= 3; i++) {
      deliver(letter("" + i, "Hello"));
    }
    var died = call(null).dyingAfter(2);
    assertThatThrownBy(() -> new NewMessage().poll(died, died)).hasMessage("the worker died");

    var next = call(died.committed());
    new NewMessage().poll(next, next);

    assertThat(next.outputs()).isEqualTo(1);
    assertThat(((IncomingLetter) next.emitted()).subject()).isEqualTo("3");
  }

  @Test
  void whatWasGivenOutIsMovedByTheNextPoll() throws Exception {
    var done = server.getManagers().getImapHostManager().createMailbox(leads, "Done");
    deliver(letter("1", "Hello"));
    var fields = Map.of("first", "all", "moveTo", "Done");

    assertThat(subjects(poll(fields))).containsExactly("1");
    assertThat(inbox().getMessageCount()).isEqualTo(1);
    deliver(letter("2", "Hello"));
    var second = uncommitted(fields);
    assertThat(subjects(second)).containsExactly("2");
    assertThat(done.getMessageCount()).isEqualTo(1);

    // It died after the move: the move is not asked for twice, and nothing is lost.
    assertThat(subjects(poll(fields))).containsExactly("2");
    assertThat(subjects(poll(fields))).isEmpty();
    assertThat(done.getMessageCount()).isEqualTo(2);
    assertThat(inbox().getMessageCount()).isZero();
  }

  @Test
  void folderThatIsNumberedAnewRepeatsNothingThatIsKnown() throws Exception {
    deliver(letter("1", "Hello"));
    deliver(letter("2", "Hello"));
    assertThat(subjects(poll(Map.of("first", "all")))).containsExactly("1", "2");

    // As if the server had made the folder anew meanwhile, with one e-mail more and an old one.
    snapshot = snapshot.map(text -> text.replaceFirst("\"uidValidity\":\\d+", "\"uidValidity\":1"));
    inbox()
        .appendMessage(
            message(letter("ancient", "Hello").getBytes(UTF_8)),
            new Flags(),
            Date.from(Instant.now().minus(Duration.ofDays(30))));
    deliver(letter("3", "Hello"));
    var fields = Map.of("most", 2, "markSeen", true);
    var result = poll(fields);

    assertThat(result.logs()).anyMatch(line -> line.contains("numbers INBOX anew"));
    assertThat(subjects(result)).isEmpty();
    assertThat(subjects(poll(fields))).containsExactly("3");
    deliver(letter("4", "Hello"));
    assertThat(subjects(poll(fields))).containsExactly("4");
    // What was passed over is left as it was.
    assertThat(seen()).containsExactly(false, false, false, true, false);
  }

  @Test
  void textsFilesAndHeadersAreDecoded() throws Exception {
    deliver(
        """
        Message-ID: <7@example.org>
        In-Reply-To: <6@example.org>
        References: <5@example.org>
         <6@example.org>
        From: =?UTF-8?Q?Zo=C3=AB?= <zoe@example.org>
        To: leads@example.org, "Doe, Jane" <jane@example.org>
        Subject: =?ISO-8859-1?Q?Caf=E9?=
        Date: Fri, 27 Nov 2026 09:00:00 +0100
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=m

        --m
        Content-Type: multipart/alternative; boundary=a

        --a
        Content-Type: text/plain; charset=ISO-8859-1
        Content-Transfer-Encoding: quoted-printable

        Caf=E9
        --a
        Content-Type: text/html; charset=x-unknown

        <p>Café
        --a--
        --m
        Content-Type: application/pdf
        Content-Disposition: attachment; filename="=?UTF-8?Q?..=2Fn=C3=B6tes.pdf?="
        Content-Transfer-Encoding: base64

        aGVsbG8=
        --m
        Content-Type: image/png
        Content-ID: <logo>
        Content-Disposition: inline

        x
        --m--
        """);

    var letter = poll(Map.of("first", "all")).only().as(Received.class);

    assertThat(letter.from().toString()).contains("zoe@example.org").contains("Zoë");
    assertThat(letter.to().toString()).contains("Doe, Jane");
    assertThat(letter.subject()).isEqualTo("Café");
    assertThat(letter.date()).hasValue("2026-11-27T08:00:00Z");
    assertThat(letter.inReplyTo()).hasValue("<6@example.org>");
    assertThat(letter.references()).containsExactly("<5@example.org>", "<6@example.org>");
    assertThat(letter.text().orElse("").strip()).isEqualTo("Café");
    assertThat(letter.html().orElse("").strip()).isEqualTo("<p>Café");
    assertThat(letter.attachments().toString())
        .contains("filename=nötes.pdf")
        .contains("contentType=application/pdf")
        .contains("contentId=logo");
    assertThat(bodies.values()).anyMatch(body -> new String(body, UTF_8).equals("hello"));
  }

  @Test
  void malformedEmailIsGivenOutAsItCameAndHoldsNobodyUp() throws Exception {
    deliver(
        """
        Subject: broken
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=m

        --m
        Content-Type: application/pdf
        Content-Disposition: attachment; filename=a.pdf
        Content-Transfer-Encoding: base64

        aGVsbG8h*********A
        --m--
        """);
    deliver(letter("next", "Hello"));

    var result = poll(Map.of("first", "all"));

    assertThat(subjects(result)).containsExactly("broken", "next");
    assertThat(result.emitted().getFirst().json()).contains("\"raw\"").contains("\"problem\"");
    assertThat(result.emitted().getLast().json()).doesNotContain("problem");
    assertThat(subjects(poll(Map.of()))).isEmpty();
  }

  @Test
  void longTextIsCutAndSaysSo() throws Exception {
    deliver(letter("long", ("x".repeat(75) + "\r\n").repeat(20_000)));

    var letter = poll(Map.of("first", "all")).only().as(Received.class);

    assertThat(letter.text().orElse("")).hasSize(1024 * 1024);
    assertThat(letter.cut()).isTrue();
  }

  @Test
  void pollWaitsForWhatComes() throws Exception {
    poll(Map.of());
    var delivering =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(1500);
                    deliver(letter("while waiting", "Hello"));
                  } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                  }
                });
    long begun = System.nanoTime();

    var result = poll(Map.of("waitSeconds", 10));

    delivering.join();
    assertThat(subjects(result)).containsExactly("while waiting");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
  }

  @Test
  void waitEndsWhereNothingComes() {
    poll(Map.of());
    long begun = System.nanoTime();

    var result = poll(Map.of("waitSeconds", 2));

    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    assertThat(result.emitted()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(9));
  }

  @Test
  void whatIsWrongIsSaidByItsName() {
    assertThat(with("password", "wrong").poll().outcome())
        .isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(with("imapHost", "").poll().outcome())
        .isEqualTo(
            new Outcome.GivenUp(
                "connection#/imapHost: is missing. Name the IMAP server in the connection"));
    assertThat(poll(Map.of("folder", "Nowhere")).outcome())
        .isEqualTo(
            new Outcome.GivenUp(
                "fields#/folder: there is no folder \"Nowhere\". Choose another one"));
    assertThat(poll(Map.of("waitSeconds", 11)).outcome())
        .isEqualTo(new Outcome.GivenUp("fields#/waitSeconds: is 11. Use 0 to 10"));
    var away = with("password", "enchantress");
    server.stop();
    assertThat(away.poll().outcome()).isInstanceOf(Outcome.RetriedLater.class);
  }

  @Test
  void accessTokenLogsInByXoauth2() {
    var result = with("accessToken", "enchantress").poll();

    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    assertThat(with("accessToken", "stale").poll().outcome())
        .isInstanceOf(Outcome.ConnectionRefused.class);
  }

  @Test
  void foldersCanBeChosen() throws Exception {
    server.getManagers().getImapHostManager().createMailbox(leads, "Done");
    var call = new Call(imap(), Map.of(), null);

    assertThat(new NewMessage().choices("folders", call))
        .contains(new Choice("INBOX", "INBOX"), new Choice("Done", "Done"));
  }

  @Test
  void checkTriesBothServers() {
    var connection = new HashMap<>(connection());
    assertThat(Run.check(new CheckServer()).withConnection(connection).check().toString())
        .isEqualTo("Works[account=leads]");

    connection.put("imapPort", 1);
    assertThat(Run.check(new CheckServer()).withConnection(connection).check().toString())
        .startsWith("Refused[field=imapHost");
  }

  private Call call(Object snapshot) {
    var all =
        new NewMessage.Manner(
            Optional.empty(),
            Optional.of("all"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Call(imap(), Map.of(NewMessage.Manner.class, all), snapshot);
  }

  private Imap imap() {
    return new Imap(
        Optional.of("127.0.0.1"),
        Optional.of(server.getImap().getPort()),
        Optional.of(Security.NONE),
        Optional.of("leads"),
        Optional.of(new io.tributary.sdk.Secret("enchantress")),
        Optional.empty(),
        Optional.empty());
  }

  /** As a next step would take it. */
  record Received(
      List<Object> from,
      List<Object> to,
      String subject,
      Optional<String> date,
      Optional<String> inReplyTo,
      List<String> references,
      Optional<String> text,
      Optional<String> html,
      List<Object> attachments,
      boolean cut) {}

  private MailFolder inbox() throws Exception {
    return server.getManagers().getImapHostManager().getInbox(leads);
  }

  private List<Boolean> seen() throws Exception {
    return inbox().getMessages().stream().map(one -> one.isSet(Flags.Flag.SEEN)).toList();
  }

  private void deliver(String text) throws Exception {
    leads.deliver(message(text.replaceAll("\r?\n", "\r\n").getBytes(UTF_8)));
  }

  private static MimeMessage message(byte[] bytes) throws Exception {
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }

  private static String letter(String subject, String text) {
    return """
    Message-ID: <%s@example.org>
    From: ada@example.org
    To: leads@example.org
    Subject: %s
    Content-Type: text/plain; charset=UTF-8

    %s
    """
        .formatted(Integer.toHexString(subject.hashCode()), subject, text);
  }

  private static List<String> subjects(Result result) {
    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    return result.emitted().stream().map(each -> each.as(Received.class).subject()).toList();
  }

  private Result poll(Map<String, ?> fields) {
    var result = uncommitted(fields);
    snapshot = result.snapshot().or(() -> snapshot);
    return result;
  }

  private Result uncommitted(Map<String, ?> fields) {
    var run =
        Run.polling(new NewMessage())
            .withConnection(connection())
            .withFields(fields)
            .withLargeBodies(bodies);
    return snapshot.map(run::withSnapshot).orElse(run).poll();
  }

  private Run with(String name, Object value) {
    var connection = new HashMap<>(connection());
    connection.put(name, value);
    return Run.polling(new NewMessage()).withConnection(connection);
  }

  private Map<String, Object> connection() {
    return Map.of(
        "host", "127.0.0.1",
        "port", server.getSmtp().getPort(),
        "security", "none",
        "imapHost", "127.0.0.1",
        "imapPort", server.getImap().getPort(),
        "imapSecurity", "none",
        "username", "leads",
        "password", "enchantress",
        "from", "Leads <leads@example.org>");
  }
}
