package io.tributary.connectors.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.Action;
import io.tributary.sdk.Choices.Choice;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Output;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrapiTest {
  private static final Map<String, Object> ARTICLES = Map.of("type", "articles");
  private static final Map<String, Object> ALL =
      Map.of("type", "articles", "since", "beginning", "lag", 5);

  private Optional<String> snapshot = Optional.empty();
  private final List<String> given = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void manyEntriesOfOneMomentComeOnceThoughPollsDie(int version) throws IOException {
    try (var site = StrapiSite.open(version)) {
      var random = new Random(5);
      var expected = new ArrayList<String>();
      var at = site.loopback().now().minus(1, ChronoUnit.DAYS);
      for (int i = 0; i < 2500; i++) {
        expected.add(site.add(i % 1000 == 0 ? at.plusMillis(i) : at));
      }

      for (int quiet = 0; quiet < 2; ) {
        var result = poll(site, ALL);
        if (random.nextInt(4) > 0) {
          keep(result);
          quiet = result.emitted().isEmpty() ? quiet + 1 : 0;
        }
      }

      assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void entryOfVersionFiveComesAgainWhenItsOldDraftIsPublished() throws IOException {
    try (var site = StrapiSite.open(5)) {
      var now = site.loopback().now();
      var id = site.add(now.minusSeconds(600));
      poll(site, Map.of("type", "articles", "lag", 5), true);
      site.change(id, now.plusSeconds(1));
      site.loopback().time(now.plusSeconds(30));
      poll(site, Map.of("type", "articles", "lag", 5), true);
      assertThat(given).isEmpty();

      site.publishAgain(id, now.plusSeconds(40));
      site.loopback().time(now.plusSeconds(90));
      poll(site, Map.of("type", "articles", "lag", 5), true);
      site.loopback().time(now.plusSeconds(120));
      poll(site, Map.of("type", "articles", "lag", 5), true);

      assertThat(given).containsExactly(id);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void changedEntryComesAgain(int version) throws IOException {
    try (var site = StrapiSite.open(version)) {
      var now = site.loopback().now();
      var fields = Map.<String, Object>of("type", "articles", "lag", 5, "status", "any");
      var id = site.add(now.minusSeconds(600));
      poll(site, fields, true);
      site.change(id, now.plusSeconds(1).plusMillis(250));

      site.loopback().time(now.plusSeconds(60));
      poll(site, fields, true);

      assertThat(given).containsExactly(id);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void entryIsWrittenPublishedAndDeleted(int version) throws IOException {
    try (var site = StrapiSite.open(version)) {
      site.add(site.loopback().now());
      var made = saved(site, new Create(), ARTICLES, "{\"title\": \"<script>A</script>\"}");
      var id = "{\"id\": \"" + made.id() + "\"}";

      assertThat(made.status()).contains("draft");
      assertThat(made.entry()).containsEntry("title", "<script>A</script>");
      assertThat(saved(site, new Publish(), ARTICLES, id).status()).contains("published");
      var update = "{\"id\": \"" + made.id() + "\", \"title\": \"B\"}";
      assertThat(saved(site, new Update(), ARTICLES, update).status()).contains("published");
      assertThat(found(site, id).entry().orElseThrow()).containsEntry("title", "B");
      assertThat(deleted(site, id)).isTrue();
      assertThat(deleted(site, id)).isFalse();
      assertThat(found(site, id).found()).isFalse();
    }
  }

  @Test
  void draftStaysADraftWhenItChanges() throws IOException {
    try (var site = StrapiSite.open(5)) {
      site.add(site.loopback().now());
      var made = saved(site, new Create(), ARTICLES, "{\"title\": \"A\"}");

      var changed =
          saved(site, new Update(), ARTICLES, "{\"id\": \"" + made.id() + "\", \"title\": \"B\"}");

      assertThat(changed.status()).contains("draft");
    }
  }

  @Test
  void unpublishingWorksInVersionFourAndIsExplainedInFive() throws IOException {
    try (var four = StrapiSite.open(4);
        var five = StrapiSite.open(5)) {
      var id = "{\"id\": \"%s\"}";

      var taken =
          saved(four, new Unpublish(), ARTICLES, id.formatted(four.add(four.loopback().now())));
      var refused =
          run(five, new Unpublish(), ARTICLES, id.formatted(five.add(five.loopback().now())), "m");

      assertThat(taken.status()).contains("draft");
      assertThat(message(refused)).contains("Strapi 5 cannot unpublish");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void keyFieldKeepsARepeatFromMakingASecondEntry(int version) throws IOException {
    try (var site = StrapiSite.open(version)) {
      site.add(site.loopback().now());
      site.loopback().loseAnswer("POST /api/articles");
      var fields = Map.<String, Object>of("type", "articles", "keyField", "reference");

      var lost = run(site, new Create(), fields, "{\"title\": \"A\"}", "m-1");
      var again = run(site, new Create(), fields, "{\"title\": \"A\"}", "m-1");

      assertThat(lost.outcome()).isInstanceOf(Outcome.RetriedLater.class);
      assertThat(again.only().as(Cms.Saved.class).created()).isFalse();
      assertThat(site.documents()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void upsertFindsTheEntryByItsField(int version) throws IOException {
    try (var site = StrapiSite.open(version)) {
      site.add(site.loopback().now());
      var fields = Map.<String, Object>of("type", "articles", "keyField", "reference");

      var first = saved(site, new Upsert(), fields, "{\"reference\": 17, \"title\": \"A\"}");
      var second = saved(site, new Upsert(), fields, "{\"reference\": 17, \"title\": \"B\"}");

      assertThat(first.created()).isTrue();
      assertThat(second.created()).isFalse();
      assertThat(second.id()).isEqualTo(first.id());
      assertThat(message(run(site, new Upsert(), fields, "{\"title\": \"C\"}", "m")))
          .startsWith("input#/reference: has no value");
    }
  }

  @Test
  void filterThatStrapiPassesOverIsNotTakenForAFind() throws IOException {
    try (var site = StrapiSite.open(4)) {
      site.add(site.loopback().now());
      site.passesOverFilters = true;
      var fields = Map.<String, Object>of("type", "articles", "keyField", "typo");

      assertThat(message(run(site, new Create(), fields, "{\"title\": \"A\"}", "m")))
          .startsWith("fields#/keyField: Strapi does not find entries by \"typo\"");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void fileGoesUpOnce(int version) throws IOException {
    try (var site = StrapiSite.open(version)) {
      site.loopback().loseAnswer("POST /api/upload");
      var input = "{\"filename\": \"a.png\", \"base64\": \"YWJj\", \"alt\": \"A\"}";

      var lost = run(site, new UploadMedia(), Map.of(), input, "m-1");
      var again = run(site, new UploadMedia(), Map.of(), input, "m-1");

      assertThat(lost.outcome()).isInstanceOf(Outcome.RetriedLater.class);
      var stored = again.only().as(Cms.Stored.class);
      assertThat(stored.created()).isFalse();
      assertThat(stored.id()).isEqualTo("1");
      assertThat(stored.entry()).containsEntry("alternativeText", "A");
      assertThat(site.loopback().asked("POST /api/upload")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void listGivesEveryEntryUnderItsId(int version) throws IOException {
    try (var site = StrapiSite.open(version)) {
      var expected = new ArrayList<String>();
      for (int i = 0; i < 250; i++) {
        expected.add(site.add(site.loopback().now()));
      }

      var result = run(site, new ListEntries(), ARTICLES, "{}", "m");

      assertThat(keys(result)).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void refusalsNameTheFieldAndTheNextStep() throws IOException {
    try (var site = StrapiSite.open(5)) {
      site.add(site.loopback().now());
      assertThat(message(run(site, new Create(), ARTICLES, "{\"title\": 5}", "m")))
          .isEqualTo(
              "input#/title: title must be a `string` type (ValidationError). Correct the mapping");
      assertThat(message(run(site, new Update(), ARTICLES, "{\"id\": \"none\"}", "m")))
          .contains("there is no such entry");
      site.mayCreate = false;
      assertThat(message(run(site, new Create(), ARTICLES, "{\"title\": \"A\"}", "m")))
          .contains("The token lacks the permission");
      var wrong = new HashMap<>(site.connection());
      wrong.put("token", "wrong");
      assertThat(
              Run.action(new Create())
                  .withConnection(wrong)
                  .withFields(ARTICLES)
                  .on("{}")
                  .outcome())
          .isInstanceOf(Outcome.ConnectionRefused.class);
      assertThat(message(run(site, new Delete(), Map.of("type", "nothing"), "{\"id\": 1}", "m")))
          .startsWith("fields#/type:");
    }
  }

  @Test
  void typesAndTheirFieldsComeFromTheSite() throws IOException {
    try (var site = StrapiSite.open(5)) {
      var context = new PlainContext(ARTICLES, site.connection());

      assertThat(new Create().choices("types", context))
          .containsExactly(new Choice("articles", "Article"));
      assertThat(new Create().schema("create", context).in())
          .containsEntry("required", List.of("title"));
      site.listsTypes = false;
      assertThat(new Create().schema("create", context).in()).isEmpty();
    }
  }

  private void poll(StrapiSite site, Map<String, Object> fields, boolean keeps) {
    var result = poll(site, fields);
    if (keeps) {
      keep(result);
    }
  }

  private Result poll(StrapiSite site, Map<String, Object> fields) {
    var clock = new AtomicLong();
    var run =
        Run.polling(new ChangedEntries(() -> clock.addAndGet(2_000_000_000L)))
            .withConnection(site.connection())
            .withFields(fields);
    return snapshot.map(run::withSnapshot).orElse(run).poll();
  }

  private void keep(Result result) {
    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    snapshot = result.snapshot().or(() -> snapshot);
    given.addAll(keys(result));
  }

  private static List<String> keys(Result result) {
    return result.emitted().stream().map(Output::key).map(Optional::orElseThrow).toList();
  }

  private static LookUp.Found found(StrapiSite site, String input) {
    return run(site, new LookUp(), ARTICLES, input, "m").only().as(LookUp.Found.class);
  }

  private static boolean deleted(StrapiSite site, String input) {
    return run(site, new Delete(), ARTICLES, input, "m").only().as(Delete.Deleted.class).deleted();
  }

  private static Cms.Saved saved(
      StrapiSite site, Action<?> action, Map<String, Object> fields, String input) {
    return run(site, action, fields, input, "m-1").only().as(Cms.Saved.class);
  }

  private static String message(Result result) {
    return ((Outcome.GivenUp) result.outcome()).message();
  }

  private static Result run(
      StrapiSite site, Action<?> action, Map<String, Object> fields, String input, String key) {
    return Run.action(action)
        .withConnection(site.connection())
        .withFields(fields)
        .withIdempotencyKey(key)
        .on(input);
  }
}
