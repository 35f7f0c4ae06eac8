package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import java.net.URI;
import java.util.Optional;
import tools.jackson.core.JsonPointer;

/** How a service says, or is told, which page comes next. */
sealed interface Paging {
  /** The address of that page. */
  URI address(URI first, Place place);

  /** The page after it; empty where there is none. */
  Optional<Place> after(Place place, Incoming answer, ItemStream.Page page);

  /** Where the next page stands in the body; empty where it does not. */
  default Optional<JsonPointer> pointer() {
    return Optional.empty();
  }

  /** The first page. */
  default Place first() {
    return new Place(0, "", 0);
  }

  /**
   * A page, as it is kept when the one before it is committed.
   *
   * @param pages before this one
   * @param at an address, a cursor or a number; empty for the first
   * @param given how many of its items were given out already
   */
  record Place(int pages, String at, int given) {
    Place then(String next) {
      return new Place(pages + 1, next, 0);
    }

    Place within(int items) {
      return new Place(pages, at, items);
    }
  }

  /**
   * The answer names the next page's address, in a header or in its body.
   *
   * @param hidden the parameter with the connection's key, which is not kept; may be empty
   */
  record ByAddress(Base base, Optional<JsonPointer> pointer, String hidden) implements Paging {
    @Override
    public URI address(URI first, Place place) {
      return place.at().isEmpty() ? first : base.following("the next page", first, place.at());
    }

    @Override
    public Optional<Place> after(Place place, Incoming answer, ItemStream.Page page) {
      var reference =
          pointer.isPresent() ? page.next() : LinkHeader.next(answer.headers().allValues("link"));
      return reference
          .map(text -> base.following("the next page", answer.address(), text))
          .map(address -> hidden.isEmpty() ? address : Encoded.without(address, hidden))
          .map(address -> place.then(address.toString()));
    }
  }

  /** The answer holds a text that a parameter of the next request says again. */
  record ByCursor(JsonPointer cursor, String parameter) implements Paging {
    @Override
    public Optional<JsonPointer> pointer() {
      return Optional.of(cursor);
    }

    @Override
    public URI address(URI first, Place place) {
      return place.at().isEmpty() ? first : Encoded.with(first, parameter, place.at());
    }

    @Override
    public Optional<Place> after(Place place, Incoming answer, ItemStream.Page page) {
      return page.next().map(place::then);
    }
  }

  /**
   * Pages, or the items before them, are counted here.
   *
   * @param byItems whether the next number is larger by the page's items, or by one
   */
  record ByNumber(String parameter, long from, boolean byItems) implements Paging {
    @Override
    public Place first() {
      return new Place(0, Long.toString(from), 0);
    }

    @Override
    public URI address(URI first, Place place) {
      return Encoded.with(first, parameter, place.at());
    }

    @Override
    public Optional<Place> after(Place place, Incoming answer, ItemStream.Page page) {
      long next = Long.parseLong(place.at()) + (byItems ? page.items() : 1);
      return page.items() == 0 ? Optional.empty() : Optional.of(place.then(Long.toString(next)));
    }
  }

  /** As the step's fields say. */
  static Paging of(ReadPages.Fields fields, Service service) {
    var parameter = Service.filled(fields.parameter());
    return switch (fields.paging()) {
      case LINK -> new ByAddress(service.base(), Optional.empty(), hidden(service));
      case NEXT -> new ByAddress(service.base(), Optional.of(next(fields)), hidden(service));
      case CURSOR -> new ByCursor(next(fields), parameter.orElse("cursor"));
      case PAGE -> new ByNumber(parameter.orElse("page"), fields.first().orElse(1), false);
      case OFFSET -> new ByNumber(parameter.orElse("offset"), fields.first().orElse(0), true);
    };
  }

  private static JsonPointer next(ReadPages.Fields fields) {
    return Service.filled(fields.next())
        .map(text -> ItemStream.pointer("fields#/next", text))
        .orElseThrow(() -> new GiveUp("fields#/next: is missing. Say where the next page stands"));
  }

  private static String hidden(Service service) {
    return service.login() instanceof Login.Query(var name, _) ? name : "";
  }
}
