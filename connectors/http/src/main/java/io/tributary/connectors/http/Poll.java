package io.tributary.connectors.http;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.PollingTrigger;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Fetches an address, and gives out what changed: nothing where the service says that nothing did,
 * and only the items that are new where they can be told apart.
 */
public final class Poll implements PollingTrigger {
  private final Calls calls;

  /** What the step is set to. */
  record Fields(
      Optional<String> path,
      Optional<String> headers,
      Optional<String> items,
      Optional<String> key,
      Optional<Boolean> forbiddenIsLogin,
      Optional<Integer> timeoutSeconds) {}

  /** As the component host makes it. */
  public Poll() {
    this.calls = new Calls(Clock.systemUTC());
  }

  @Override
  public void poll(Context context, Emitter out) throws IOException, InterruptedException {
    var service = context.connection(Service.class);
    var fields = context.fields(Fields.class);
    var items = Service.filled(fields.items());
    var key = Service.filled(fields.key());
    var request = request(fields, service);
    var asked = Digest.of(request.address() + "\n" + items.orElse("-") + "\n" + key.orElse("-"));
    var seen =
        context
            .snapshot()
            .read(Seen.class)
            .filter(kept -> kept.asked().equals(asked))
            .orElse(Seen.nothing(asked));
    try (var answer = calls.answer(service, conditional(request, seen))) {
      if (answer.status() == 304) {
        return;
      }
      if (items.isEmpty()) {
        out.emit(Answers.of(answer, context));
        context.snapshot().save(seen.after(answer, Set.of()));
      } else {
        context.snapshot().save(given(answer, fields, seen, context, out));
      }
    }
  }

  private static Outgoing request(Fields fields, Service service) {
    var headers = Headers.lines("fields#/headers", fields.headers().orElse(""));
    return Outgoing.get(
        service.base().at("fields#", fields.path().orElse(""), Map.of()),
        Headers.of(service, "fields#/headers", headers),
        Statuses.limit("fields#/timeoutSeconds", fields.timeoutSeconds().orElse(25)),
        new Statuses(Set.of(304), fields.forbiddenIsLogin().orElse(false)));
  }

  private static Outgoing conditional(Outgoing request, Seen seen) {
    var conditional = request;
    if (!seen.etag().isEmpty()) {
      conditional = conditional.with("If-None-Match", seen.etag());
    }
    if (!seen.lastModified().isEmpty()) {
      conditional = conditional.with("If-Modified-Since", seen.lastModified());
    }
    return conditional;
  }

  private static Seen given(Incoming answer, Fields fields, Seen seen, Context context, Emitter out)
      throws IOException {
    var items = ItemStream.pointer("fields#/items", fields.items().orElse(""));
    var key = Service.filled(fields.key());
    if (key.isEmpty()) {
      ItemStream.read(answer, items, Optional.empty(), new All(context, out));
      return seen.after(answer, Set.of());
    }
    var fresh = new New(seen, ItemStream.pointer("fields#/key", key.get()), context, out);
    ItemStream.read(answer, items, Optional.empty(), fresh);
    return seen.after(answer, fresh.known);
  }

  /** Gives every item out; a poll that goes on after a crash leaves out as many as were given. */
  private static final class All implements Consumer<JsonNode> {
    private final int given;
    private final Portions portions;
    private final Emitter out;
    private int items;

    All(Context context, Emitter out) {
      this.given = context.cursor(Integer.class).orElse(0);
      this.portions = new Portions(out);
      this.out = out;
    }

    @Override
    public void accept(JsonNode item) {
      if (++items > given && portions.fullWith(item)) {
        out.page(items);
      }
    }
  }

  /** Gives out the items whose keys are not known. */
  private static final class New implements Consumer<JsonNode> {
    private final Set<String> known;
    private final Set<String> now = new HashSet<>();
    private final Seen seen;
    private final JsonPointer key;
    private final Portions portions;
    private final Context context;
    private final Emitter out;

    New(Seen seen, JsonPointer key, Context context, Emitter out) {
      this.known = seen.keySet();
      this.seen = seen;
      this.key = key;
      this.portions = new Portions(out);
      this.context = context;
      this.out = out;
    }

    @Override
    public void accept(JsonNode item) {
      var digest = Digest.of(keyOf(item, key));
      if (now.add(digest) && now.size() > Seen.MOST_KEYS) {
        throw tooMany();
      }
      // What is in the list still is remembered longest, whether it is new or not.
      boolean isNew = !known.remove(digest);
      known.add(digest);
      if (isNew && portions.fullWith(item)) {
        context.snapshot().save(seen.within(known));
        out.page(now.size());
      }
    }
  }

  private static String keyOf(JsonNode item, JsonPointer key) {
    return ItemStream.plain(item.at(key))
        .orElseThrow(
            () ->
                new GiveUp(
                    "fields#/key: an item has neither text nor number at \"%s\". Correct it"
                        .formatted(key)));
  }

  private static GiveUp tooMany() {
    return new GiveUp(
        "fields#/path: gives more than %d items, more than can be remembered. Narrow it"
            .formatted(Seen.MOST_KEYS));
  }
}
