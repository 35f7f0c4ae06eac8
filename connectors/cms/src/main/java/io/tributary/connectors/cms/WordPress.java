package io.tributary.connectors.cms;

import io.tributary.sdk.Choices.Choice;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Schemas.Shape;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** WordPress' REST API, version 2. Titles and contents pass as they are: it cleans them itself. */
final class WordPress implements Cms {
  private static final String ANY = "any";

  private final WordPressRoot root;
  private final WordPressTerms terms;
  private SiteClock clock = SiteClock.UNKNOWN;

  private WordPress(WordPressRoot root) {
    this.root = root;
    this.terms = new WordPressTerms(root);
  }

  static WordPress at(Login login) {
    return new WordPress(WordPressRoot.of(login));
  }

  WordPressRoot root() {
    return root;
  }

  @Override
  public String account() {
    var me = root.send(Call.get("/wp/v2/users/me", Query.of("context", "edit")), "connection");
    var roles = me.tree().path("roles").valueStream().map(role -> role.asString("")).toList();
    return "%s (%s) at %s"
        .formatted(me.tree().path("name").asString(""), String.join(", ", roles), root.host());
  }

  @Override
  public Instant now(String type) {
    clock = root.clock();
    return clock.now();
  }

  @Override
  public List<Choice> choices(String name, String type) {
    return new WordPressChoices(root).choices(name);
  }

  @Override
  public Shape shape(String type) {
    return WordPressShape.of(root, path(type));
  }

  @Override
  public Optional<Entry> byId(String type, String id, Map<String, String> query) {
    try {
      var answer =
          root.attempt(Call.get(path(type) + "/" + number(id), WordPressPages.asked(query)));
      return Optional.of(Entries.wordPress(answer.tree()));
    } catch (ApiRefusal refusal) {
      if (isMissing(refusal)) {
        return Optional.empty();
      }
      throw refusal.sorted("input#/id");
    }
  }

  @Override
  public List<Entry> having(String type, Marker marker, Map<String, String> query) {
    var slugs = WordPressPages.asked(query).and("slug", marker.value()).and("per_page", 2);
    // The library's entries have no status of their own, and asking for one is refused.
    if (isMedia(type)) {
      return list(Call.get(path(type), slugs), "input#/slug");
    }
    try {
      var all = root.attempt(Call.get(path(type), slugs.and("status", ANY)));
      return all.tree().valueStream().map(Entries::wordPress).toList();
    } catch (ApiRefusal refusal) {
      if (refusal.names("status") || refusal.code().equals("rest_forbidden_status")) {
        // A user who writes nothing sees what is published.
        return list(Call.get(path(type), slugs.and("status", "publish")), "input#/slug");
      }
      throw refusal.sorted("input#/slug");
    }
  }

  @Override
  public Optional<Entry> search(String type, String words, Map<String, String> query) {
    var asked =
        WordPressPages.asked(query)
            .and("search", words)
            .and("per_page", 1)
            .and("orderby", "relevance");
    return list(Call.get(path(type), asked), "input#/search").stream().findFirst();
  }

  private List<Entry> list(Call call, String place) {
    return root.send(call, place).tree().valueStream().map(Entries::wordPress).toList();
  }

  @Override
  public EntryPage page(Slice slice, Position position, int size) {
    return new WordPressPages(root, clock).page(slice, position, size);
  }

  /** Those of these entries that are published or will be, under the given statuses. */
  List<Entry> among(Slice slice, List<String> ids, String statuses) {
    var asked =
        WordPressPages.asked(slice.query())
            .and("include", String.join(",", ids))
            .and("status", statuses)
            .and("per_page", 100);
    return list(Call.get(path(slice.type()), asked), "fields#/query");
  }

  @Override
  public Optional<Marker> marker(
      Optional<String> field, Map<String, Object> input, Optional<String> key) {
    if (!field.orElse("slug").equals("slug")) {
      throw new GiveUp(
          "fields#/keyField: WordPress finds entries by their slug only. Leave it empty, or write"
              + " slug");
    }
    var given = Inputs.text(input.get("slug")).map(Slugs::given);
    return given
        .or(() -> key.map(text -> Slugs.join(Slugs.of(title(input)), Inputs.hash(text))))
        .map(slug -> new Marker("slug", slug));
  }

  private static String title(Map<String, Object> input) {
    var title = input.get("title");
    var raw = title instanceof Map<?, ?> parts ? parts.get("raw") : title;
    return Inputs.text(raw).orElse("");
  }

  @Override
  public Saved create(String type, Map<String, Object> input, Wish wish) {
    var body = terms.body(input, wish);
    wish.status().ifPresent(status -> body.putIfAbsent("status", status));
    wish.author().ifPresent(author -> body.putIfAbsent("author", author));
    return saved(Call.json("POST", path(type), Query.of(), body), true);
  }

  @Override
  public Saved update(String type, String id, Map<String, Object> input, Wish wish) {
    var body = terms.body(input, wish);
    wish.status().ifPresent(status -> body.putIfAbsent("status", status));
    return saved(Call.json("POST", path(type) + "/" + number(id), Query.of(), body), false);
  }

  @Override
  public Saved publish(String type, String id, boolean published) {
    var body = Map.of("status", published ? "publish" : "draft");
    return saved(Call.json("POST", path(type) + "/" + number(id), Query.of(), body), false);
  }

  private Saved saved(Call call, boolean created) {
    return Entries.saved(Entries.wordPress(root.send(call, "input#").tree()), created);
  }

  @Override
  public boolean delete(String type, String id, boolean forGood) {
    var query = forGood ? Query.of("force", "true") : Query.of();
    try {
      root.attempt(Call.plain("DELETE", path(type) + "/" + number(id), query));
      return true;
    } catch (ApiRefusal refusal) {
      if (isMissing(refusal) || refusal.code().equals("rest_already_trashed")) {
        return false;
      }
      throw refusal.sorted("input#/id");
    }
  }

  @Override
  public Stored upload(Upload upload) {
    var earlier = having("media", new Marker("slug", upload.marker()), Map.of());
    if (!earlier.isEmpty()) {
      return stored(earlier.getFirst(), false);
    }
    var media = upload.media();
    var facts = new LinkedHashMap<String, Optional<String>>();
    facts.put("alt_text", media.alt());
    facts.put("caption", media.caption());
    facts.put("title", media.title());
    facts.put("description", media.description());
    facts.put("post", media.post());
    facts.put("slug", Optional.of(upload.marker()));
    var form = new Multipart(upload.facts(facts), "file", upload);
    var answer = root.send(Call.upload("/wp/v2/media", form), "input#");
    return stored(Entries.wordPress(answer.tree()), true);
  }

  private static Stored stored(Entry entry, boolean created) {
    var url = Inputs.text(entry.content().get("source_url"));
    return new Stored(entry.id(), created, url, entry.content());
  }

  private static boolean isMissing(ApiRefusal refusal) {
    return (refusal.status() == 404 || refusal.status() == 410)
        && refusal.code().endsWith("_invalid_id");
  }

  static boolean isMedia(String type) {
    return type.equals("media");
  }

  /** The path of a type of the usual namespace, or of the one in front of it. */
  static String path(String type) {
    return type.contains("/") ? "/" + type : "/wp/v2/" + type;
  }

  private static String number(String id) {
    if (!id.matches("[0-9]{1,18}")) {
      throw new GiveUp("input#/id: \"" + id + "\" is no number, and WordPress' ids are numbers");
    }
    return id;
  }

  /** To the second, as WordPress stamps. */
  static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
