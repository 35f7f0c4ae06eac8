package io.tributary.connectors.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class MillionRowsTest {
  private static final long ROWS = 1_000_000;
  private static final long MOST_IN_USE = 16L * 1024 * 1024;
  private static final Map<String, Object> BODY = Map.of("$body", "b");

  @Test
  void csvIsReadInFlatMemory() throws Exception {
    var call =
        new Call(
            Map.of(),
            () -> new Lines("id,name,city\r\n", row -> row + ",\"Ada, " + row + "\",London\r\n"));

    new CsvToJson().run(new CsvToJson.Table(BODY), call, call);

    assertThat(call.outputs()).isEqualTo(ROWS / 100);
    assertThat(call.pages()).isGreaterThanOrEqualTo(ROWS / 100 / 500);
    assertThat(call.mostInUse()).isLessThan(MOST_IN_USE);
  }

  @Test
  void csvIsWrittenInFlatMemory() throws Exception {
    var call = new Call(Map.of(), SplitBody::lines);

    new JsonToCsv().run(new JsonToCsv.Whole(BODY), call, call);

    assertThat(call.stored()).isGreaterThan(ROWS * 10);
    assertThat(call.mostInUse()).isLessThan(MOST_IN_USE);
  }

  @Test
  void listIsSplitInFlatMemory() {
    var call = new Call(Map.of("key", "/id"), SplitBody::lines);

    new Split().run(new Split.Whole(BODY), call, call);

    assertThat(call.outputs()).isEqualTo(ROWS);
    assertThat(call.pages()).isEqualTo(ROWS / 500);
    assertThat(call.mostInUse()).isLessThan(MOST_IN_USE);
  }

  private static final class SplitBody {
    static InputStream lines() {
      return new Lines("", row -> "{\"id\": " + row + ", \"name\": \"Ada\"}\n");
    }
  }

  /** A file of a million lines that nobody holds. */
  private static final class Lines extends InputStream {
    private final LongFunction<String> line;
    private byte[] ready;
    private int next;
    private long row;

    Lines(String first, LongFunction<String> line) {
      this.line = line;
      this.ready = first.getBytes(UTF_8);
    }

    @Override
    public int read() {
      return fill() ? ready[next++] : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (!fill()) {
        return -1;
      }
      int some = Math.min(length, ready.length - next);
      System.arraycopy(ready, next, bytes, offset, some);
      next += some;
      return some;
    }

    private boolean fill() {
      if (next == ready.length && row < ROWS) {
        var lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
          lines.append(line.apply(++row));
        }
        ready = lines.toString().getBytes(UTF_8);
        next = 0;
      }
      return next < ready.length;
    }
  }
}
