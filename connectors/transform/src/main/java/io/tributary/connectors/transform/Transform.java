package io.tributary.connectors.transform;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Emits what the step's mapping made of the message, cleaned as the fields say. */
public final class Transform implements Action<Object> {
  /**
   * The step's fields; all are off where they are not set.
   *
   * @param key pointer to the order key of what is given out
   */
  record Cleaning(Optional<Boolean> dropNulls, Optional<Boolean> trim, Optional<String> key) {}

  @Override
  public void run(Object input, Context context, Emitter out) {
    var cleaning = context.fields(Cleaning.class);
    var cleaned = clean(input, cleaning.dropNulls().orElse(false), cleaning.trim().orElse(false));
    var key = cleaning.key().filter(pointer -> !pointer.isBlank());
    if (key.isPresent()) {
      out.emit(Pointer.of("fields#/key", key.get()).keyIn(cleaned, "input#"), cleaned);
    } else {
      out.emit(cleaned);
    }
  }

  private static Object clean(Object value, boolean dropNulls, boolean trim) {
    return switch (value) {
      case String text when trim -> text.strip();
      case Map<?, ?> map -> {
        var cleaned = new LinkedHashMap<Object, Object>();
        map.forEach(
            (name, each) -> {
              if (each != null || !dropNulls) {
                cleaned.put(name, clean(each, dropNulls, trim));
              }
            });
        yield cleaned;
      }
      case List<?> list ->
          list.stream()
              .filter(each -> !dropNulls || Objects.nonNull(each))
              .map(each -> clean(each, dropNulls, trim))
              .toList();
      case null -> null;
      default -> value;
    };
  }
}
