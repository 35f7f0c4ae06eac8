package io.tributary.connectors.cms;

import io.tributary.sdk.Choices.Choice;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Schemas.Shape;
import io.tributary.sdk.Setup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A site whose entries are read and written, as the connection's user or token sees it. */
sealed interface Cms permits WordPress, Strapi {
  static Cms of(Setup setup) {
    var login = setup.connection(Login.class);
    return login.isStrapi() ? Strapi.at(login) : WordPress.at(login);
  }

  /** Who one is there; fails where the connection does not work. */
  String account();

  /**
   * Looked up by the site's clock, which stamps the entries; asked once in a poll, at its begin.
   */
  Instant now(String type);

  /** What can be chosen for a field. */
  List<Choice> choices(String name, String type);

  /** What entries of a type consist of; empty where the site does not tell. */
  Shape shape(String type);

  /** The entry that this id names. */
  Optional<Entry> byId(String type, String id, Map<String, String> query);

  /** Entries whose field has this value, at most two; also those that are not published. */
  List<Entry> having(String type, Marker marker, Map<String, String> query);

  /** The first that a search for words finds. */
  Optional<Entry> search(String type, String words, Map<String, String> query);

  /** A part of all entries of a slice, in order of their numbers. */
  EntryPage page(Slice slice, Position position, int size);

  /**
   * What tells an entry that was written before from a new one.
   *
   * @param field that the author chose; empty for the usual one
   * @param key of the message; makes up the value where the input has none
   */
  Optional<Marker> marker(Optional<String> field, Map<String, Object> input, Optional<String> key);

  Saved create(String type, Map<String, Object> input, Wish wish);

  Saved update(String type, String id, Map<String, Object> input, Wish wish);

  /** Shows an entry to everybody, or takes it back. */
  Saved publish(String type, String id, boolean published);

  /** Whether there was one to delete. */
  boolean delete(String type, String id, boolean forGood);

  /** Stores a file; one that an earlier attempt stored is given out in its place. */
  Stored upload(Upload upload);

  /** What the step's fields say beside the input. */
  record Wish(
      Optional<String> status,
      Optional<String> author,
      Optional<String> category,
      Optional<String> tag,
      boolean createTerms) {
    /** Of an entry that is there: what the mapping leaves out stays. */
    Wish forChange() {
      return new Wish(status, Optional.empty(), Optional.empty(), Optional.empty(), createTerms);
    }

    /** As {@link #forChange}, and the entry stays published or not, too. */
    Wish forContent() {
      return new Wish(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), createTerms);
    }
  }

  /** A field's value that only one entry has. */
  record Marker(String field, String value) {}

  /** An entry under the id that names it. */
  record Entry(String id, Map<String, Object> content) {}

  /** What the next steps get of an entry that was written. */
  record Saved(
      String id,
      boolean created,
      Optional<String> status,
      Optional<String> slug,
      Optional<String> link,
      Map<String, Object> entry) {}

  /** What the next steps get of a file. */
  record Stored(String id, boolean created, Optional<String> url, Map<String, Object> entry) {}

  /** Where a reading goes on: behind this number, which was the so-manieth. */
  record Position(Optional<Long> last, long offset) {
    static final Position BEGIN = new Position(Optional.empty(), 0);
  }

  /** Entries, and where the next ones are. */
  record EntryPage(List<Entry> entries, Position next, boolean more) {}

  /**
   * Which entries.
   *
   * @param window of their stamps, its end not included
   * @param stamp what the window is about
   */
  record Slice(
      String type,
      Optional<Window> window,
      Stamp stamp,
      boolean publishedOnly,
      Map<String, String> query) {}

  /** From one instant up to, but not including another. */
  record Window(Instant from, Instant to) {
    boolean has(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /** What happened to an entry at an instant. */
  enum Stamp {
    CHANGED,
    NEW
  }

  /** A type as it stands in addresses. */
  static String type(Optional<String> text) {
    var type = text.map(String::strip).orElse("");
    if (!type.matches("[A-Za-z0-9_-]{1,80}(/v[0-9]{1,3}/[A-Za-z0-9_-]{1,80})?")) {
      throw new GiveUp(
          "fields#/type: \"" + type + "\" is no type. Choose one, such as posts or articles");
    }
    return type;
  }
}
