package io.tributary.connectors.http;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Reads a list that a service gives in pages, and gives each item out. Each page is committed with
 * the way to the next one, so a crash goes on where it was.
 */
public final class ReadPages implements Action<ReadPages.Input> {
  private static final int USUAL_PAGES = 1_000;
  private static final int MOST_PAGES = 100_000;

  private final Calls calls;

  /** How pages are told apart. */
  enum Style {
    LINK,
    NEXT,
    CURSOR,
    PAGE,
    OFFSET
  }

  /** What the flow's author maps. */
  public record Input(
      Optional<String> path, Map<String, Object> query, Map<String, String> headers) {}

  /** What the step is set to. */
  record Fields(
      Style paging,
      Optional<String> items,
      Optional<String> next,
      Optional<String> parameter,
      Optional<Integer> first,
      Optional<String> sizeParameter,
      Optional<Integer> pageSize,
      Optional<Integer> mostPages,
      Optional<Boolean> goOnAfterEmptyPage,
      Optional<Boolean> forbiddenIsLogin,
      Optional<Integer> timeoutSeconds) {}

  /** As the component host makes it. */
  public ReadPages() {
    this.calls = new Calls(Clock.systemUTC());
  }

  @Override
  public void run(Input input, Context context, Emitter out)
      throws IOException, InterruptedException {
    var service = context.connection(Service.class);
    var fields = context.fields(Fields.class);
    var list = new ListOf(service, fields, first(input, fields, service));
    var place = context.cursor(Paging.Place.class).orElseGet(list.paging::first);
    Set<String> seen = new HashSet<>();
    while (true) {
      checkBound(place, fields);
      seen.add(Digest.of(place.at()));
      var next = page(list, place, out);
      if (next.isEmpty()) {
        return;
      }
      if (seen.contains(Digest.of(next.get().at()))) {
        context.log().warn("page {} leads back: taken for the last", place.pages() + 1);
        return;
      }
      out.page(next.get());
      place = next.get();
    }
  }

  private Optional<Paging.Place> page(ListOf list, Paging.Place place, Emitter out)
      throws IOException, InterruptedException {
    var paging = list.paging;
    var request = list.first.at(paging.address(list.first.address(), place));
    try (var answer = calls.answer(list.service, request)) {
      var page = ItemStream.read(answer, list.items, paging.pointer(), new Giving(place, out));
      boolean ends = page.items() == 0 && !list.fields.goOnAfterEmptyPage().orElse(false);
      return ends ? Optional.empty() : paging.after(place, answer, page);
    }
  }

  /** A list as the step names it. */
  private record ListOf(
      Service service, Fields fields, Outgoing first, Paging paging, JsonPointer items) {
    ListOf(Service service, Fields fields, Outgoing first) {
      this(
          service,
          fields,
          first,
          Paging.of(fields, service),
          ItemStream.pointer("fields#/items", fields.items().orElse("")));
    }
  }

  /** Gives a page's items out from where an earlier attempt was in it. */
  private static final class Giving implements Consumer<JsonNode> {
    private final Paging.Place place;
    private final Emitter out;
    private final Portions portions;
    private int items;

    Giving(Paging.Place place, Emitter out) {
      this.place = place;
      this.out = out;
      this.portions = new Portions(out);
    }

    @Override
    public void accept(JsonNode item) {
      if (++items > place.given() && portions.fullWith(item)) {
        out.page(place.within(items));
      }
    }
  }

  private static Outgoing first(Input input, Fields fields, Service service) {
    URI address = service.base().at("input#", input.path().orElse(""), input.query());
    if (fields.pageSize().isPresent()) {
      var parameter = Service.filled(fields.sizeParameter()).orElse("limit");
      address = Encoded.with(address, parameter, fields.pageSize().get().toString());
    }
    return Outgoing.get(
        address,
        Headers.of(service, "input#/headers", input.headers()),
        Statuses.limit("fields#/timeoutSeconds", fields.timeoutSeconds().orElse(25)),
        Statuses.of("fields#", "", fields.forbiddenIsLogin().orElse(false)));
  }

  /** What was read stays given out; that there is more is said, not forgotten. */
  private static void checkBound(Paging.Place place, Fields fields) {
    int most = fields.mostPages().orElse(USUAL_PAGES);
    if (most < 1 || most > MOST_PAGES) {
      throw new GiveUp("fields#/mostPages: is " + most + ". Use 1 to " + MOST_PAGES);
    }
    if (place.pages() >= most) {
      throw new GiveUp(
          "fields#/mostPages: there are more than %d pages; these were given out. Raise it"
              .formatted(most));
    }
  }
}
