package io.tributary.connectors.cms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.Emitter;
import io.tributary.sdk.LargeBody;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadTest {
  private static final long SIZE = 64L * 1024 * 1024;
  private static final long MOST_IN_USE = 16L * 1024 * 1024;
  private static final String FILE = Base64.getEncoder().encodeToString("the file".getBytes(UTF_8));

  private WordPressSite site;

  @BeforeEach
  void open() throws IOException {
    site = WordPressSite.open();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void fileGoesUpWithWhatIsSaidAboutIt() {
    var result =
        upload(
            "\"filename\": \"Frühling.PNG\", \"alt\": \"Tulpen\\r\\n--x\", \"caption\": \"ü\"",
            "m");

    var stored = result.only().as(Cms.Stored.class);
    assertThat(stored.created()).isTrue();
    assertThat(stored.url()).contains("https://blog.example/Fruhling.PNG");
    assertThat(new String(site.lastForm.file(), UTF_8)).isEqualTo("the file");
    assertThat(site.lastForm.fileHead()).contains("Content-Type: image/png");
    assertThat(site.lastForm.fields())
        .containsEntry("alt_text", "Tulpen\r\n--x")
        .containsEntry("caption", "ü");
    assertThat(site.lastForm.fields().get("slug")).matches("fruhling-[0-9a-f]{16}");
  }

  @Test
  void repeatAfterALostAnswerFindsTheFile() {
    site.loopback().loseAnswer("POST /wp-json/wp/v2/media");

    var lost = upload("\"filename\": \"a.png\"", "m-1");
    var again = upload("\"filename\": \"a.png\"", "m-1");

    assertThat(lost.outcome()).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(again.only().as(Cms.Stored.class).created()).isFalse();
    assertThat(site.count("media")).isEqualTo(1);
  }

  @Test
  void nameOfAFileCannotBecomeAHeader() {
    upload("\"filename\": \"../a\\\"\\r\\nX-Evil: 1\\r\\n\\r\\nb.png\"", "m");

    assertThat(site.lastForm.filename()).isEqualTo("a-X-Evil-1-b.png");
    assertThat(site.lastForm.fileHead().lines()).hasSize(2);
    assertThat(message(upload("\"filename\": \"a.png\", \"contentType\": \"a/b\\r\\nX: 1\"", "m")))
        .startsWith("input#/contentType:");
  }

  @Test
  void refusedFilesAreGivenUp() {
    assertThat(message(upload("\"filename\": \"a.exe\"", "m")))
        .contains("not allowed to upload this file type")
        .contains("of a type that the site allows");
    assertThat(message(upload("\"filename\": \"none\"", "m"))).startsWith("input#/filename:");
    site.rights = java.util.Set.of("edit_posts");
    assertThat(message(upload("\"filename\": \"a.png\"", "m"))).contains("role Author");
  }

  @Test
  void whatIsNoBase64IsRefused() {
    var result = run("{\"filename\": \"a.png\", \"base64\": \"a!b\"}", "m");

    assertThat(message(result)).startsWith("input#/base64: is no base64");
    assertThat(message(run("{\"filename\": \"a.png\"}", "m"))).startsWith("input#: needs content");
  }

  @Test
  void largeFileIsReadWhileItIsSent() {
    var context = new PlainContext(Map.of(), site.connection());
    long before = used();
    var most = new AtomicLong(Long.MIN_VALUE);
    var looks = new AtomicInteger();
    site.look =
        () -> {
          looks.incrementAndGet();
          most.accumulateAndGet(used() - before, Math::max);
        };

    new UploadMedia().run(media(new Generated(SIZE)), context, new Nothing());

    assertThat(site.lastForm.size()).isEqualTo(SIZE);
    assertThat(looks.get()).isGreaterThan(6);
    assertThat(most.get()).isLessThan(MOST_IN_USE);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static UploadMedia.Media media(LargeBody body) {
    return new UploadMedia.Media(
        "film.mp4",
        Optional.of(body),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Result upload(String facts, String key) {
    return run("{%s, \"base64\": \"%s\"}".formatted(facts, FILE), key);
  }

  private Result run(String input, String key) {
    return Run.action(new UploadMedia())
        .withConnection(site.connection())
        .withIdempotencyKey(key)
        .on(input);
  }

  private static String message(Result result) {
    return ((Outcome.GivenUp) result.outcome()).message();
  }

  private record Generated(long size) implements LargeBody {
    @Override
    public InputStream open() {
      return new InputStream() {
        private long given;

        @Override
        public int read() {
          return given++ < size ? (int) (given & 0xFF) : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
          int some = (int) Math.min(length, size - given);
          given += Math.max(some, 0);
          return some <= 0 ? -1 : some;
        }
      };
    }
  }

  private record Nothing() implements Emitter {
    @Override
    public void emit(Object output) {}

    @Override
    public void emit(String key, Object output) {}

    @Override
    public void page(Object cursor) {}
  }
}
