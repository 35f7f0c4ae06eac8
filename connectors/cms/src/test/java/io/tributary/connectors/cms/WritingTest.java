package io.tributary.connectors.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.Action;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Output;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actions at a WordPress. */
class WritingTest {
  private static final Map<String, Object> POSTS = Map.of("type", "posts");

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
  void entryIsCreatedWithWhatWasMapped() {
    var saved =
        saved(
            new Create(),
            Map.of("type", "posts", "status", "publish", "createTerms", true, "author", "5"),
            """
            {"title": "Spring & <b>more</b><script>x</script>", "content": "<p>é</p>",
             "categories": ["R&D", "News", 9], "tags": "a, b", "terms": {"genre": ["Jazz"]},
             "meta": {"price": 1.5}, "featured_media": 12}
            """);

    var post = site.post(saved.id());
    assertThat(saved.created()).isTrue();
    assertThat(post.status).isEqualTo("publish");
    assertThat(post.slug).matches("spring-more-x-[0-9a-f]{16}");
    assertThat(post.fields)
        .containsEntry("title", "Spring & <b>more</b><script>x</script>")
        .containsEntry("content", "<p>é</p>")
        .containsEntry("author", "5")
        .containsEntry("featured_media", 12)
        .containsEntry("genre", List.of(7));
    assertThat(post.fields.get("categories").toString()).matches("\\[2, 5[0-9], 9\\]");
    assertThat((List<?>) post.fields.get("tags")).hasSize(2);
    assertThat(post.fields.get("meta").toString()).isEqualTo("{price=1.5}");
  }

  @Test
  void repeatAfterALostAnswerFindsTheEntry() {
    site.loopback().loseAnswer("POST /wp-json/wp/v2/posts");
    var input = "{\"title\": \"Once\"}";

    var lost = run(new Create(), POSTS, input, "m-1");
    var again = run(new Create(), POSTS, input, "m-1");
    var other = run(new Create(), POSTS, input, "m-2");

    assertThat(lost.outcome()).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(again.only().as(Cms.Saved.class).created()).isFalse();
    assertThat(other.only().as(Cms.Saved.class).created()).isTrue();
    assertThat(site.count("posts")).isEqualTo(2);
  }

  @Test
  void attemptThatWasOvertakenTakesItsEntryAway() {
    // The earlier attempt comes to its end after this one has looked for it.
    var slug = "once-" + Inputs.hash("m-1");
    site.beforeCreate = () -> site.add("posts", "draft", site.loopback().now()).slug = slug;

    var result = run(new Create(), POSTS, "{\"title\": \"Once\"}", "m-1");

    var saved = result.only().as(Cms.Saved.class);
    assertThat(saved.created()).isFalse();
    assertThat(saved.slug()).contains(slug);
    assertThat(site.count("posts")).isEqualTo(1);
  }

  @Test
  void mappedSlugNamesTheEntry() {
    var first = saved(new Create(), POSTS, "{\"title\": \"A\", \"slug\": \"about-us\"}");
    var second = saved(new Upsert(), POSTS, "{\"title\": \"B\", \"slug\": \"about-us\"}");
    var third = saved(new Upsert(), POSTS, "{\"title\": \"C\", \"slug\": \"imprint\"}");

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.created()).isFalse();
    assertThat(third.created()).isTrue();
    assertThat(site.post(first.id()).fields).containsEntry("title", "B");
  }

  @Test
  void upsertLeavesStatusAndTermsOfAnEntryAsTheyAre() {
    var entry = site.add("posts", "publish", site.loopback().now());
    var fields = Map.<String, Object>of("type", "posts", "status", "draft", "category", "1");

    saved(new Upsert(), fields, "{\"slug\": \"%s\", \"title\": \"B\"}".formatted(entry.slug));

    assertThat(entry.status).isEqualTo("publish");
    assertThat(entry.fields).doesNotContainKey("categories").containsEntry("title", "B");
  }

  @Test
  void entryIsPublishedAndTakenBack() {
    var entry = site.add("posts", "draft", site.loopback().now());
    var id = "{\"id\": %d}".formatted(entry.id);

    assertThat(saved(new Publish(), POSTS, id).status()).contains("publish");
    assertThat(saved(new Unpublish(), POSTS, id).status()).contains("draft");
    assertThat(
            saved(new Update(), POSTS, "{\"id\": %d, \"title\": \"N\"}".formatted(entry.id))
                .status())
        .contains("draft");
  }

  @Test
  void deletingWhatIsGoneIsNoFailure() {
    var entry = site.add("posts", "publish", site.loopback().now());
    var id = "{\"id\": \"%d\"}".formatted(entry.id);
    var forGood = Map.<String, Object>of("type", "posts", "force", true);

    assertThat(deleted(POSTS, id)).isTrue();
    assertThat(entry.status).isEqualTo("trash");
    assertThat(deleted(POSTS, id)).isFalse();
    assertThat(deleted(forGood, id)).isTrue();
    assertThat(deleted(forGood, id)).isFalse();
    assertThat(message(run(new Delete(), Map.of("type", "nothing"), id, "m")))
        .contains("rest_no_route")
        .contains("show_in_rest");
  }

  @Test
  void mediaNeedsToBeDeletedForGood() {
    var file = site.add("media", "inherit", site.loopback().now());

    var result = run(new Delete(), Map.of("type", "media"), "{\"id\": %d}".formatted(file.id), "m");

    assertThat(message(result)).contains("Choose to delete for good");
  }

  @Test
  void entryIsLookedUpByIdSlugAndWords() {
    var entry = site.add("posts", "draft", site.loopback().now());
    var shown = site.add("posts", "publish", site.loopback().now());
    shown.fields.put("title", "Tulips");

    assertThat(found("{\"id\": %d}".formatted(entry.id))).contains("" + entry.id);
    assertThat(found("{\"slug\": \"%s\"}".formatted(entry.slug))).contains("" + entry.id);
    assertThat(found("{\"search\": \"Tulips\"}")).contains("" + shown.id);
    assertThat(found("{\"slug\": \"none\"}")).isEmpty();
    var strict = Map.<String, Object>of("type", "posts", "mustExist", true);
    assertThat(message(run(new LookUp(), strict, "{\"id\": 1}", "m")))
        .startsWith("input#: there is no such entry of posts");
  }

  @Test
  void listGoesOnAtThePageThatWasCommitted() {
    var expected = new ArrayList<String>();
    for (int i = 0; i < 250; i++) {
      expected.add("" + site.add("posts", "publish", site.loopback().now()).id);
    }
    site.loopback().fail("offset=198", 500, "<html>Error</html>", Map.of());

    var list = Run.action(new ListEntries()).withConnection(site.connection()).withFields(POSTS);
    var broken = list.on("{}");
    var rest = list.withCursor(broken.cursor().orElseThrow()).on("{}");

    assertThat(broken.outcome()).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(broken.emitted()).hasSize(199);
    var given = new ArrayList<>(keys(broken));
    given.addAll(keys(rest));
    assertThat(given).containsExactlyElementsOf(expected);
  }

  @Test
  void refusalsNameTheCauseAndTheNextStep() {
    site.rights = Set.of("edit_posts");
    assertThat(message(run(new Create(), Map.of("type", "posts", "status", "publish"), "{}", "m")))
        .contains("rest_cannot_publish")
        .contains("role Author");
    assertThat(message(run(new Create(), POSTS, "{\"categories\": [\"New\"]}", "m")))
        .startsWith("input#/categories: there is no \"New\"");
    assertThat(message(run(new Create(), POSTS, "{\"status\": \"shown\"}", "m")))
        .startsWith("input#/status: status is not one of publish");
    assertThat(message(run(new Create(), POSTS, "{\"slug\": \"a b,c\"}", "m")))
        .startsWith("input#/slug: \"a b,c\" is no slug");
    assertThat(message(run(new Update(), POSTS, "{\"id\": \"../users\"}", "m")))
        .startsWith("input#/id: is no id");
    assertThat(message(run(new Create(), Map.of("type", "../users"), "{}", "m")))
        .startsWith("fields#/type:");
    site.rights = Set.of();
    assertThat(message(run(new Create(), POSTS, "{}", "m"))).contains("rest_cannot_create");
  }

  @Test
  void siteThatIsBusyIsAskedLater() {
    site.loopback()
        .fail(
            "GET /wp-json/wp/v2/posts", 429, "<html>Slow down</html>", Map.of("Retry-After", "30"));

    var result = run(new Create(), POSTS, "{\"title\": \"A\"}", "m");

    assertThat(((Outcome.RetriedLater) result.outcome()).after()).contains(Duration.ofSeconds(30));
  }

  @Test
  void pagesForPeopleAreExplained() {
    site.loopback().fail("POST", 403, "<html>Forbidden by firewall</html>", Map.of());
    assertThat(message(run(new Create(), POSTS, "{}", "m"))).contains("firewall");
    site.loopback().fail("POST", 413, "<html>Too large</html>", Map.of());
    assertThat(message(run(new Create(), POSTS, "{}", "m"))).contains("client_max_body_size");
    site.loopback().fail("POST", 200, "<html>Log in</html>", Map.of());
    assertThat(message(run(new Create(), POSTS, "{}", "m"))).startsWith("connection#/url:");
  }

  @Test
  void loginThatIsRefusedWaitsForANewOne() {
    site.passwords = false;

    var result = run(new Create(), POSTS, "{}", "m");

    assertThat(result.outcome()).isInstanceOf(Outcome.ConnectionRefused.class);
  }

  private boolean deleted(Map<String, Object> fields, String input) {
    return run(new Delete(), fields, input, "m").only().as(Delete.Deleted.class).deleted();
  }

  private Optional<String> found(String input) {
    return run(new LookUp(), POSTS, input, "m").only().as(LookUp.Found.class).id();
  }

  private Cms.Saved saved(Action<?> action, Map<String, Object> fields, String input) {
    return run(action, fields, input, "m-1").only().as(Cms.Saved.class);
  }

  private static String message(Result result) {
    return ((Outcome.GivenUp) result.outcome()).message();
  }

  private static List<String> keys(Result result) {
    return result.emitted().stream().map(Output::key).map(Optional::orElseThrow).toList();
  }

  private Result run(Action<?> action, Map<String, Object> fields, String input, String key) {
    return Run.action(action)
        .withConnection(site.connection())
        .withFields(new HashMap<>(fields))
        .withIdempotencyKey(key)
        .on(input);
  }
}
