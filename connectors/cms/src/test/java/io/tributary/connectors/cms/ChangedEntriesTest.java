package io.tributary.connectors.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Output;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangedEntriesTest {
  private static final Map<String, Object> ALL =
      Map.of("type", "posts", "since", "beginning", "lag", 5);

  private WordPressSite site;
  private Optional<String> snapshot = Optional.empty();
  private final List<String> given = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    site = WordPressSite.open();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void tenThousandEntriesOfFewSecondsComeOnceThoughPollsDie() {
    var random = new Random(7);
    var expected = new ArrayList<String>();
    var at = site.loopback().now().minus(2, ChronoUnit.DAYS);
    while (expected.size() < 10_000) {
      int together = Math.min(10_000 - expected.size(), 1 + random.nextInt(3000));
      for (int i = 0; i < together; i++) {
        expected.add("" + site.add("posts", "publish", at).id);
      }
      at = at.plusSeconds(1 + random.nextInt(3));
    }

    int died = 0;
    for (int quiet = 0; quiet < 2; ) {
      var result = run(ALL, someAtOnce());
      if (random.nextInt(4) == 0) {
        died++;
      } else {
        quiet = result.emitted().isEmpty() ? quiet + 1 : 0;
        keep(result);
      }
    }

    assertThat(died).isGreaterThan(2);
    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void entriesThatChangeOrGoWhileTheyAreReadMoveNothingOutOfSight() {
    var random = new Random(11);
    var entries = new ArrayList<WordPressPosts.Post>();
    for (int i = 0; i < 1500; i++) {
      entries.add(site.add("posts", "publish", site.loopback().now().minusSeconds(900)));
    }

    var touched = new ArrayList<String>();
    for (int quiet = 0; quiet < 2; ) {
      var result = run(ALL, someAtOnce());
      keep(result);
      for (int i = 0; i < 20 && touched.size() < 400; i++) {
        var entry = entries.get(random.nextInt(entries.size()));
        site.loopback().time(site.loopback().now().plusSeconds(1));
        entry.modified = site.loopback().now();
        touched.add("" + entry.id);
      }
      site.loopback().time(site.loopback().now().plusSeconds(10));
      quiet = result.emitted().isEmpty() ? quiet + 1 : 0;
    }

    // Nothing is missing, and no entry came more often than it was changed.
    assertThat(given).containsAll(entries.stream().map(entry -> "" + entry.id).toList());
    for (var id : given) {
      assertThat(given.stream().filter(id::equals).count())
          .isLessThanOrEqualTo(1 + touched.stream().filter(id::equals).count());
    }
  }

  @Test
  void entryOfTheBoundarySecondComesWithTheNextWindow() {
    poll(Map.of("type", "posts", "lag", 5));
    var entry = site.add("posts", "publish", site.loopback().now());

    site.loopback().time(site.loopback().now().plusSeconds(5));
    poll(Map.of("type", "posts", "lag", 5));
    assertThat(given).isEmpty();
    site.loopback().time(site.loopback().now().plusSeconds(1));
    poll(Map.of("type", "posts", "lag", 5));

    assertThat(given).containsExactly("" + entry.id);
  }

  @Test
  void hourThatComesTwiceInAutumnLosesAndRepeatsNothing() {
    // In Berlin 3:00 of summer became 2:00 of winter at 1:00 of UTC.
    var change = Instant.parse("2026-10-25T01:00:00Z");
    site.posts.zone = ZoneId.of("Europe/Berlin");
    var expected = new ArrayList<String>();
    site.loopback().time(change.minusSeconds(5400));
    poll(Map.of("type", "posts", "lag", 5));
    for (int minute = -85; minute < 85; minute += 10) {
      site.loopback().time(change.plusSeconds(60L * minute));
      expected.add("" + site.add("posts", "publish", site.loopback().now()).id);
      site.loopback().time(site.loopback().now().plusSeconds(30));
      poll(Map.of("type", "posts", "lag", 5));
    }

    assertThat(given).containsExactlyElementsOf(expected);
  }

  @Test
  void scheduledEntryComesWhenItIsPublishedAndNotBefore() {
    var now = site.loopback().now();
    var early = site.add("posts", "future", now.minusSeconds(600));
    early.date = now.plusSeconds(100);
    poll(Map.of("type", "posts", "lag", 5));
    var late = site.add("posts", "future", now.plusSeconds(1));
    late.date = now.plusSeconds(100);

    site.loopback().time(now.plusSeconds(60));
    poll(Map.of("type", "posts", "lag", 5));
    assertThat(given).isEmpty();
    site.loopback().time(now.plusSeconds(120));
    site.publishScheduled();
    poll(Map.of("type", "posts", "lag", 5));
    site.loopback().time(now.plusSeconds(180));
    poll(Map.of("type", "posts", "lag", 5));

    assertThat(given).containsExactly("" + early.id, "" + late.id);
  }

  @Test
  void draftsComeOnlyWhereTheyAreAskedFor() {
    var draft = site.add("posts", "draft", site.loopback().now().minusSeconds(60));
    var page = site.add("pages", "publish", site.loopback().now().minusSeconds(60));

    assertThat(poll(ALL).emitted()).isEmpty();
    snapshot = Optional.empty();
    poll(Map.of("type", "posts", "since", "beginning", "lag", 5, "status", "any"));
    snapshot = Optional.empty();
    poll(Map.of("type", "pages", "since", "beginning", "lag", 5));

    assertThat(given).containsExactly("" + draft.id, "" + page.id);
  }

  @Test
  void filesOfTheLibraryComeToo() {
    var file = site.add("media", "inherit", site.loopback().now().minusSeconds(60));

    poll(Map.of("type", "media", "since", "2026-11-27T21:00:00Z", "lag", 5));

    assertThat(given).containsExactly("" + file.id);
  }

  @Test
  void shapeOfEntriesComesFromTheSite() {
    var context = new PlainContext(Map.of("type", "posts"), site.connection());

    assertThat(new ChangedEntries().schema("changedEntries", context).out().toString())
        .contains("rendered");
  }

  @Test
  void newEntriesAreThoseOfANewDate() {
    var fields = Map.<String, Object>of("type", "posts", "watch", "new", "lag", 5);
    var old = site.add("posts", "publish", site.loopback().now().minusSeconds(600));
    poll(fields);
    var fresh = site.add("posts", "publish", site.loopback().now().plusSeconds(1));
    old.modified = site.loopback().now().plusSeconds(2);

    site.loopback().time(site.loopback().now().plusSeconds(60));
    poll(fields);
    fresh.modified = site.loopback().now().plusSeconds(1);
    site.loopback().time(site.loopback().now().plusSeconds(60));
    poll(fields);

    assertThat(given).containsExactly("" + fresh.id);
  }

  @Test
  void userWhoMayOnlyReadGetsWhatIsPublished() {
    site.rights = java.util.Set.of();
    var entry = site.add("posts", "publish", site.loopback().now().minusSeconds(60));
    site.add("posts", "draft", site.loopback().now().minusSeconds(60));

    poll(ALL);
    snapshot = Optional.empty();
    var drafts = poll(Map.of("type", "posts", "since", "beginning", "status", "any"));

    assertThat(given).containsExactly("" + entry.id);
    assertThat(((Outcome.GivenUp) drafts.outcome()).message())
        .startsWith("fields#/status:")
        .contains("role Author");
  }

  @Test
  void largeEntriesAreAskedForFewerAtATime() {
    var text = "x".repeat(400_000);
    for (int i = 0; i < 40; i++) {
      site.add("posts", "publish", site.loopback().now().minusSeconds(60))
          .fields
          .put("content", text);
    }

    poll(ALL);

    assertThat(given).hasSize(40).doesNotHaveDuplicates();
    assertThat(site.loopback().asked()).anyMatch(line -> line.contains("per_page=6"));
  }

  @Test
  void furtherParametersNarrowWhatComesAndLeaveTheOrderAlone() {
    var now = site.loopback().now();
    site.add("posts", "publish", now.minusSeconds(60)).fields.put("content", "tulips");
    var waits = site.add("posts", "future", now.minusSeconds(60));
    waits.date = now.plusSeconds(60);
    waits.fields.put("content", "tulips");
    site.add("posts", "publish", now.minusSeconds(60));
    var fields = new HashMap<>(ALL);
    fields.put("query", "search=tulips&_fields=title");

    var first = poll(fields);
    fields.put("query", "orderby=title");
    var refused = run(fields, System::nanoTime);

    assertThat(given).hasSize(1);
    assertThat(first.snapshot().orElseThrow()).contains("\"" + waits.id + "\"");
    assertThat(site.loopback().asked()).anyMatch(line -> line.contains("_fields=title,id,"));
    assertThat(((Outcome.GivenUp) refused.outcome()).message()).startsWith("fields#/query:");
  }

  @Test
  void failureBetweenPagesKeepsNothingAndIsTriedAgain() {
    for (int i = 0; i < 150; i++) {
      site.add("posts", "publish", site.loopback().now().minusSeconds(60));
    }
    site.loopback().fail("offset=99", 503, "<html>Maintenance</html>", Map.of("Retry-After", "7"));

    var failed = run(ALL, System::nanoTime);
    poll(ALL);

    assertThat(((Outcome.RetriedLater) failed.outcome()).after())
        .contains(java.time.Duration.ofSeconds(7));
    assertThat(given).hasSize(150).doesNotHaveDuplicates();
  }

  private Result poll(Map<String, Object> fields) {
    var result = run(fields, System::nanoTime);
    if (result.outcome() instanceof Outcome.Done) {
      keep(result);
    }
    return result;
  }

  private Result run(Map<String, Object> fields, LongSupplier nanos) {
    var run =
        Run.polling(new ChangedEntries(nanos))
            .withConnection(site.connection())
            .withFields(new HashMap<>(fields));
    return snapshot.map(run::withSnapshot).orElse(run).poll();
  }

  private void keep(Result result) {
    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    snapshot = result.snapshot().or(() -> snapshot);
    given.addAll(result.emitted().stream().map(Output::key).map(Optional::orElseThrow).toList());
  }

  /** A clock by which a few pages take up all the time that a poll has. */
  private static LongSupplier someAtOnce() {
    var now = new AtomicLong();
    return () -> now.addAndGet(1_000_000_000L);
  }
}
