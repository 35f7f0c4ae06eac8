package io.tributary.connectors.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testkit.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MultipartTest {
  private static final String START =
      "--xx\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n";
  private static final String END = "\r\n--xx--\r\n";

  @Test
  void filesOfLargeFormsAreStored() {
    var content = "line\r\n--x\r\n-".repeat(150_000);
    var form = (START + content + END).getBytes(UTF_8);
    var bodies = new HashMap<>(Map.of("upload", form));

    var result =
        Run.trigger(new Receive())
            .withFields(Map.of("files", "stored"))
            .withLargeBodies(bodies)
            .on(
                Map.of(
                    "method", "POST",
                    "path", "",
                    "query", Map.of(),
                    "headers", Map.of(),
                    "contentType", "multipart/form-data; boundary=xx",
                    "bodyBase64", "",
                    "large", Run.largeBody("upload", form)));

    assertThat(new String(bodies.get("stored-2"), UTF_8)).isEqualTo(content);
    assertThat(result.only().asMap().get("body"))
        .isEqualTo(
            Map.of(
                "f",
                Map.of(
                    "filename", "f",
                    "contentType", "application/octet-stream",
                    "file", Run.largeBody("stored-2", content.getBytes(UTF_8)))));
  }

  @Test
  void aBoundaryIsFoundHoweverTheBytesArrive() throws IOException {
    var form =
        "preamble\r\n" + START + "\r\n--x\r\r\n--xy" + "\r\n--xx \r\n" + START.substring(6) + END;

    for (int size = 1; size < 12; size++) {
      var files = new StringBuilder();
      Multipart.read(
          slow(form, size),
          "xx",
          (_, _, _, content) -> {
            files.append('[').append(new String(content.readAllBytes(), ISO_8859_1)).append(']');
            return Optional.empty();
          });
      assertThat(files.toString()).isEqualTo("[\r\n--x\r\r\n--xy][]");
    }
  }

  @Test
  void filesThatNobodyReadsGoBy() throws IOException {
    var form = START + "abc\r\n--xx\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nv" + END;

    var fields = Multipart.read(slow(form, 7), "xx", (_, _, _, _) -> Optional.empty());

    assertThat(fields).isEqualTo(Map.of("n", "v"));
  }

  @Test
  void aLargeFileIsNeverInMemory() throws IOException {
    long size = 64L * 1024 * 1024;
    var body =
        new SequenceInputStream(new SequenceInputStream(bytes(START), new Zeros(size)), bytes(END));
    var read = new AtomicLong();
    var most = new AtomicLong();
    long before = used();

    Multipart.read(
        body,
        "xx",
        (_, _, _, content) -> {
          var buffer = new byte[16 * 1024];
          for (int some = content.read(buffer); some >= 0; some = content.read(buffer)) {
            if (read.addAndGet(some) % (8L * 1024 * 1024) < some) {
              most.accumulateAndGet(used(), Math::max);
            }
          }
          return Optional.empty();
        });

    assertThat(read).hasValue(size);
    assertThat(most.get() - before).as("bytes more").isLessThan(2L * 1024 * 1024);
  }

  @Test
  void whatIsBrokenIsRefused() {
    broken(START + "abc", "ends within");
    broken("--xx\r\n\r\nabc" + END, "no name");
    broken("--xxy\r\n", "more than a boundary");
    broken("--xx\r\n" + "X: y\r\n".repeat(2000) + "\r\n" + END, "headers of more");
    broken(
        "--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n"
            + "x".repeat(1024 * 1024 + 1)
            + END,
        "more than 1048576 bytes");
    broken(
        "--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n".repeat(1001) + "--xx--",
        "1000 fields");
  }

  @Test
  void nothingIsLookedIntoWhereTheAuthorWantsBytes() {
    var result =
        Run.trigger(new Receive())
            .withFields(Map.of("read", "raw"))
            .on(
                Map.of(
                    "method",
                    "POST",
                    "path",
                    "",
                    "query",
                    Map.of(),
                    "headers",
                    Map.of(),
                    "contentType",
                    "image/png",
                    "bodyBase64",
                    Base64.getEncoder().encodeToString(new byte[] {0, -1})));

    assertThat(result.only().asMap().get("body"))
        .isEqualTo(Map.of("contentType", "image/png", "base64", "AP8="));
  }

  private static void broken(String form, String because) {
    assertThatThrownBy(() -> Multipart.read(bytes(form), "xx", (_, _, _, _) -> Optional.empty()))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(because);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }

  private static InputStream slow(String text, int size) {
    var source = bytes(text);
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return source.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return source.read(buffer, offset, Math.min(length, size));
      }
    };
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long size) {
      this.left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int some = (int) Math.min(left, length);
      java.util.Arrays.fill(bytes, offset, offset + some, (byte) 0);
      left -= some;
      return some;
    }
  }
}
