package io.tributary.connectors.transform;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gathers the items of one key, and gives them out together. What waits lies in the key's snapshot,
 * which is committed with the outputs: a crash neither loses nor doubles an item.
 */
public final class Batch implements Action<Batch.Input> {
  /**
   * The platform keeps 40 KiB of a snapshot; there must be room for what stands around the items.
   */
  static final int MOST_BYTES = 36 * 1024;

  private static final int MOST_ITEMS = 1000;
  private static final int LONGEST_SECONDS = 30 * 24 * 3600;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Clock clock;

  public Batch() {
    this(Clock.systemUTC());
  }

  Batch(Clock clock) {
    this.clock = clock;
  }

  /**
   * What the flow's author maps.
   *
   * @param item to be gathered; absent in a message that only asks for what waits
   * @param flush gives out what waits, with this item
   */
  public record Input(Optional<Object> item, Optional<Boolean> flush) {}

  /** The step's fields. */
  record Bounds(Optional<Integer> size, Optional<Integer> seconds) {
    void check() {
      inRange("size", size, MOST_ITEMS);
      inRange("seconds", seconds, LONGEST_SECONDS);
    }

    private static void inRange(String field, Optional<Integer> value, int most) {
      if (value.isPresent() && (value.get() < 1 || value.get() > most)) {
        throw new GiveUp("fields#/%s: is %d. Use 1 to %d".formatted(field, value.get(), most));
      }
    }

    boolean isFull(List<Object> items) {
      return items.size() >= size.orElse(100);
    }
  }

  /**
   * What the snapshot holds.
   *
   * @param since when the first came, in milliseconds
   */
  record Waiting(long since, List<Object> items) {
    static final Waiting NOTHING = new Waiting(0, List.of());

    Waiting with(Object item, long now) {
      var more = new ArrayList<>(items);
      more.add(item);
      return new Waiting(items.isEmpty() ? now : since, more);
    }

    boolean isOlderThan(int seconds, long now) {
      return !items.isEmpty() && now - since >= seconds * 1000L;
    }
  }

  /**
   * What the next steps get.
   *
   * @param because what ended it: {@code size}, {@code age}, {@code bytes} or {@code flush}
   */
  record Batched(List<Object> items, int count, String because) {}

  @Override
  public void run(Input input, Context context, Emitter out) {
    var bounds = context.fields(Bounds.class);
    bounds.check();
    long now = clock.millis();
    var before = context.snapshot().read(Waiting.class).orElse(Waiting.NOTHING);
    var waiting = before;
    if (bounds.seconds().isPresent() && waiting.isOlderThan(bounds.seconds().get(), now)) {
      waiting = given(waiting, "age", out);
    }
    if (input.item().isPresent()) {
      waiting = added(input.item().get(), waiting, bounds, now, out);
    }
    if (input.flush().orElse(false)) {
      waiting = given(waiting, "flush", out);
    }
    if (!waiting.equals(before)) {
      save(waiting, context);
    }
  }

  private static Waiting added(Object item, Waiting before, Bounds bounds, long now, Emitter out) {
    var waiting = before.with(item, now);
    if (bytes(waiting) > MOST_BYTES) {
      given(before, "bytes", out);
      waiting = Waiting.NOTHING.with(item, now);
    }
    if (bytes(waiting) > MOST_BYTES) {
      // Too large to wait at all, and no reason to lose it.
      return given(waiting, "bytes", out);
    }
    return bounds.isFull(waiting.items()) ? given(waiting, "size", out) : waiting;
  }

  private static Waiting given(Waiting waiting, String because, Emitter out) {
    if (!waiting.items().isEmpty()) {
      out.emit(new Batched(waiting.items(), waiting.items().size(), because));
    }
    return Waiting.NOTHING;
  }

  private static int bytes(Waiting waiting) {
    return JSON.writeValueAsBytes(waiting.items()).length;
  }

  private static void save(Waiting waiting, Context context) {
    try {
      context.snapshot().save(waiting);
    } catch (IllegalStateException keyless) {
      throw new GiveUp(
          "the message has no key, and a batch is of one key. Set the field key of the step before:"
              + " split and transform have one",
          keyless);
    }
  }
}
