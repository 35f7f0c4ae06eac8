package io.tributary.connectors.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.Emitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyEntriesTest {
  private static final int ENTRIES = 100_000;
  private static final long MOST_IN_USE = 16L * 1024 * 1024;

  @Test
  void longListIsInMemoryPageByPageOnly() throws IOException {
    try (var site = new Loopback(ManyEntriesTest::page)) {
      var connection =
          new HashMap<String, Object>(
              Map.of("kind", "strapi", "url", site.url(), "token", "t", "version", "5"));
      var counting = new Counting();

      new ListEntries()
          .run(Map.of(), new PlainContext(Map.of("type", "articles"), connection), counting);

      assertThat(counting.entries).isEqualTo(ENTRIES);
      assertThat(counting.most).isLessThan(MOST_IN_USE);
    }
  }

  /** Entries of two kilobytes, made when they are asked for. */
  private static Loopback.Answered page(Request request, String path, Map<String, String> query) {
    long last = Long.parseLong(query.getOrDefault("filters[$and][0][id][$gt]", "0"));
    var data = new ArrayList<Map<String, Object>>();
    for (long id = last + 1; id <= Math.min(ENTRIES, last + 100); id++) {
      data.add(Map.of("id", id, "documentId", "d" + id, "body", "x".repeat(2000)));
    }
    return Loopback.Answered.json(200, Map.of("data", data));
  }

  private static final class Counting implements Emitter {
    private final long before = used();
    private int entries;
    private long most = Long.MIN_VALUE;

    @Override
    public void emit(Object output) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void emit(String key, Object output) {
      if (++entries % 20_000 == 0) {
        most = Math.max(most, used() - before);
      }
    }

    @Override
    public void page(Object cursor) {}

    private static long used() {
      System.gc();
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
  }
}
