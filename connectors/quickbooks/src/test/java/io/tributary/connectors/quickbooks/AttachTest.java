package io.tributary.connectors.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttachTest {
  private final Map<String, byte[]> bodies = new HashMap<>();
  private Books books;

  @BeforeEach
  void open() throws IOException {
    books = Books.open();
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void fileIsAttachedOnceThoughTheAnswerIsLost() throws NoSuchAlgorithmException {
    var content = new byte[3_000_000];
    new Random(3).nextBytes(content);
    var invoice = books.load("Invoice", Books.invoice(10));
    var attach = attach();
    var input = input(content, "scan ü.pdf");
    input.put("entity", "Invoice");
    input.put("id", invoice);
    input.put("note", "signed");
    books.emulator().faults().loseAnswers(1);

    var lost = attach.on(input).outcome();
    var attached = attach.withAttempt(2).on(input).only().asMap();

    assertThat(lost).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(attached)
        .containsEntry("fileName", "scan ü.pdf")
        .containsEntry("size", content.length);
    assertThat(books.count("Attachable")).isEqualTo(1);
    var kept = books.read("Attachable", "1");
    assertThat(kept.path("AttachableRef").path(0).path("EntityRef").path("value").asString())
        .isEqualTo(invoice);
    assertThat(kept.path("Note").asString()).isEqualTo("signed");
    assertThat(sum("1")).isEqualTo(hex(content));
  }

  @Test
  void filesThatCannotBeAttachedAreNamed() {
    var input = input(new byte[] {1}, "a.txt");
    var nowhere = new HashMap<>(input);
    nowhere.put("entity", "Invoice");
    nowhere.put("id", "99");
    var half = new HashMap<>(input);
    half.put("entity", "Invoice");

    assertThat(refused(input(new byte[0], "a.txt"))).startsWith("input#/file: is empty");
    assertThat(refused(input(new byte[] {1}, "a\r\nb"))).startsWith("input#/fileName");
    assertThat(refused(half)).startsWith("input#/id: entity and id belong together");
    assertThat(refused(nowhere)).startsWith("input#: 610");
    assertThat(books.count("Attachable")).isZero();
  }

  @Test
  void sixtyFourMebibytesAreAttachedInAHeapOfFortyEight()
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    var process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                books.emulator().address(),
                books.emulator().realm(),
                books.emulator().token())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said).startsWith("attached 1,");
    System.out.println(said.strip());
    assertThat(books.read("Attachable", "1").path("Size").asLong()).isEqualTo(SmallHeap.SIZE);
    assertThat(sum("1")).isEqualTo(SmallHeap.sum());
  }

  private Run attach() {
    return books.run(new Attach(), Map.of()).withLargeBodies(bodies);
  }

  private Map<String, Object> input(byte[] content, String name) {
    bodies.put("file", content);
    var input = new HashMap<String, Object>();
    input.put("file", Run.largeBody("file", content));
    input.put("fileName", name);
    input.put("contentType", "application/pdf");
    return input;
  }

  private String refused(Map<String, ?> input) {
    return Books.message(attach().on(input).outcome());
  }

  private String sum(String attachable) {
    var answer =
        books.raw(
            "GET", books.emulator().address() + "/_emulator/files/" + attachable, new byte[0]);
    return Tree.MAPPER.readTree(answer).path("sha256").asString();
  }

  private static String hex(byte[] content) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
