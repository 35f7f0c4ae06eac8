package io.tributary.connectors.cms;

import io.tributary.sdk.Choices.Choice;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Schemas.Shape;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Strapi's REST API, of version 4 or 5. */
final class Strapi implements Cms {
  private final StrapiRoot root;
  private final Login login;

  private Strapi(StrapiRoot root, Login login) {
    this.root = root;
    this.login = login;
  }

  static Strapi at(Login login) {
    return new Strapi(StrapiRoot.of(login), login);
  }

  @Override
  public String account() {
    var type = Create.chosen(login.checkType());
    if (type.isPresent()) {
      var path = path(Cms.type(type));
      root.send(Call.get(path, Query.of("pagination[pageSize]", 1)), "connection#/checkType");
      return "API token that reads %s at %s".formatted(type.get(), root.host());
    }
    try {
      root.attempt(Call.get(StrapiTypes.PATH, Query.of()));
      return "API token that reads the content types at " + root.host();
    } catch (ApiRefusal refusal) {
      if (refusal.status() == 403 && refusal.code().equals("ForbiddenError")) {
        // Whoever is not known gets 401: this token is, and may do something else.
        return "API token at " + root.host();
      }
      throw refusal.sorted("connection#/url");
    }
  }

  @Override
  public Instant now(String type) {
    return root.send(Call.get(path(type), Query.of("pagination[pageSize]", 1)), "fields#/type")
        .time();
  }

  @Override
  public List<Choice> choices(String name, String type) {
    return switch (name) {
      case "types" -> StrapiTypes.of(root).choices();
      case "statuses" -> List.of(new Choice("publish", "Published"), new Choice("draft", "Draft"));
      case "categories", "tags", "authors" -> List.of();
      default -> throw new GiveUp("no choices are called \"" + name + "\"");
    };
  }

  @Override
  public Shape shape(String type) {
    try {
      return StrapiTypes.of(root).shape(type);
    } catch (GiveUp unreadable) {
      // The token may write entries without being allowed to read what they consist of.
      return new Shape(Map.of(), Map.of());
    }
  }

  @Override
  public Optional<Entry> byId(String type, String id, Map<String, String> query) {
    return entry(type, id, drafts(type).and(query));
  }

  private Optional<Entry> entry(String type, String id, Query query) {
    try {
      var answer = root.attempt(Call.get(path(type) + "/" + id, query));
      return Optional.of(Entries.strapi(answer.tree().path("data")));
    } catch (ApiRefusal refusal) {
      if (refusal.status() == 404 && refusal.code().equals("NotFoundError")) {
        return Optional.empty();
      }
      throw refusal.sorted("input#/id");
    }
  }

  @Override
  public List<Entry> having(String type, Marker marker, Map<String, String> query) {
    var asked =
        drafts(type)
            .and("filters[" + marker.field() + "][$eq]", marker.value())
            .and("pagination[pageSize]", 2)
            .and(query);
    var found = list(Call.get(path(type), asked), "fields#/keyField");
    if (!found.stream().allMatch(entry -> has(entry, marker))) {
      // Version 4 passes over filters that it does not know, and gives any entries.
      throw new GiveUp(
          ("fields#/keyField: Strapi does not find entries by \"%s\". Choose a field of the type"
                  + " that the token may read")
              .formatted(marker.field()));
    }
    return found;
  }

  private static boolean has(Entry entry, Marker marker) {
    return Inputs.text(entry.content().get(marker.field()))
        .filter(value -> value.equalsIgnoreCase(marker.value()))
        .isPresent();
  }

  @Override
  public Optional<Entry> search(String type, String words, Map<String, String> query) {
    var asked = Query.of("_q", words).and("pagination[pageSize]", 1).and(query);
    return list(Call.get(path(type), asked), "input#/search").stream().findFirst();
  }

  private List<Entry> list(Call call, String place) {
    return root.send(call, place).tree().path("data").valueStream().map(Entries::strapi).toList();
  }

  /** Asks for what is not published, too, in the words of the site's version. */
  private Query drafts(String type) {
    return root.isFive(type)
        ? Query.of("status", "draft")
        : Query.of("publicationState", "preview");
  }

  @Override
  public EntryPage page(Slice slice, Position position, int size) {
    return new StrapiPages(root).page(slice, position, size);
  }

  @Override
  public Optional<Marker> marker(
      Optional<String> field, Map<String, Object> input, Optional<String> key) {
    if (field.isEmpty()) {
      return Optional.empty();
    }
    if (!field.get().matches("[A-Za-z_][A-Za-z0-9_]{0,79}")) {
      throw new GiveUp(
          "fields#/keyField: \"" + field.get() + "\" is no field. Write one such as slug");
    }
    return Inputs.text(input.get(field.get()))
        .or(() -> key.map(Inputs::hash))
        .map(value -> new Marker(field.get(), value));
  }

  @Override
  public Saved create(String type, Map<String, Object> input, Wish wish) {
    boolean published = isPublished(wish);
    return written("POST", type, path(type), input, published, true);
  }

  @Override
  public Saved update(String type, String id, Map<String, Object> input, Wish wish) {
    // Version 5 publishes what it is not told to leave a draft, so what the entry is stays so.
    boolean published =
        wish.status().isPresent()
            ? isPublished(wish)
            : root.isFive(type) && entry(type, id, Query.of("status", "published")).isPresent();
    boolean says = wish.status().isPresent() || root.isFive(type);
    return says
        ? written("PUT", type, path(type) + "/" + id, input, published, false)
        : saved(Call.json("PUT", path(type) + "/" + id, Query.of(), Map.of("data", input)), false);
  }

  private static boolean isPublished(Wish wish) {
    return wish.status().filter(status -> status.startsWith("publish")).isPresent();
  }

  @Override
  public Saved publish(String type, String id, boolean published) {
    if (!published && root.isFive(type)) {
      throw new GiveUp(
          "input#/id: Strapi 5 cannot unpublish over its REST API. Unpublish it in the admin panel,"
              + " or delete it");
    }
    return written("PUT", type, path(type) + "/" + id, Map.of(), published, false);
  }

  /** Version 4 has the day of publication among the fields, version 5 a parameter. */
  private Saved written(
      String method,
      String type,
      String path,
      Map<String, Object> input,
      boolean published,
      boolean created) {
    var content = new LinkedHashMap<>(input);
    var query = Query.of();
    if (root.isFive(type)) {
      query.and("status", published ? "published" : "draft");
    } else {
      content.putIfAbsent("publishedAt", published ? Instants.text(Instant.now()) : null);
    }
    return saved(Call.json(method, path, query, Map.of("data", content)), created);
  }

  private Saved saved(Call call, boolean created) {
    var answer = root.send(call, "input#");
    return Entries.saved(Entries.strapi(answer.tree().path("data")), created);
  }

  @Override
  public boolean delete(String type, String id, boolean forGood) {
    try {
      root.attempt(Call.plain("DELETE", path(type) + "/" + id, Query.of()));
      return true;
    } catch (ApiRefusal refusal) {
      if (refusal.status() == 404 && refusal.code().equals("NotFoundError")) {
        return gone(type);
      }
      throw refusal.sorted("input#/id");
    }
  }

  /** A type that is not there says the same as an entry that is not there. */
  private boolean gone(String type) {
    now(type);
    return false;
  }

  @Override
  public Stored upload(Upload upload) {
    var name = upload.markedName();
    var query = Query.of("filters[name][$eq]", name);
    for (var file : root.send(Call.get("/upload/files", query), "input#").tree().values()) {
      // A site that does not know filters gives all of its files.
      if (file.path("name").asString("").equals(name)) {
        return stored(Entries.strapi(file), false);
      }
    }
    var media = upload.media();
    var facts = new LinkedHashMap<String, String>();
    facts.put("name", name);
    media.alt().ifPresent(text -> facts.put("alternativeText", text));
    media.caption().or(media::description).ifPresent(text -> facts.put("caption", text));
    var form =
        new Multipart(Map.of("fileInfo", Tree.MAPPER.writeValueAsString(facts)), "files", upload);
    var answer = root.send(Call.upload("/upload", form), "input#").tree();
    return stored(Entries.strapi(answer.isArray() ? answer.path(0) : answer), true);
  }

  /** Entries refer to a file by its number, in version 5 too. */
  private static Stored stored(Entry file, boolean created) {
    var id = Inputs.text(file.content().get("id")).orElse(file.id());
    return new Stored(id, created, Inputs.text(file.content().get("url")), file.content());
  }

  static String path(String type) {
    return "/" + type;
  }
}
