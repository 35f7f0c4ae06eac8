package io.tributary.connectors.transform;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rewrites dates, numbers and texts where rules point to; all else passes as it is. */
public final class Format implements Action<Object> {
  /** Of the worker's one assignment: read once, however many messages come. */
  private volatile Known latest;

  /** The step's fields. */
  record Manner(String rules) {}

  private record Known(String text, List<FormatRule> rules) {}

  @Override
  public void run(Object input, Context context, Emitter out) {
    var text = context.fields(Manner.class).rules();
    var known = latest;
    if (known == null || !known.text().equals(text)) {
      known = new Known(text, FormatRule.all(text));
      latest = known;
    }
    var value = input;
    for (var rule : known.rules()) {
      value = changed(value, Pointer.of("fields#/rules", rule.at()).names(), "input#", rule);
    }
    out.emit(value);
  }

  /** A copy with the values at the pointer's end changed; where there is none, nothing happens. */
  private static Object changed(Object value, List<String> names, String place, FormatRule rule) {
    if (names.isEmpty()) {
      if (value instanceof Map || value instanceof List) {
        throw new GiveUp(place + ": is no single value. Point to what is inside of it");
      }
      return rule.apply(place, value);
    }
    var name = names.getFirst();
    var rest = names.subList(1, names.size());
    return switch (value) {
      case Map<?, ?> map when map.containsKey(name) -> {
        var copy = new LinkedHashMap<Object, Object>(map);
        copy.put(name, changed(map.get(name), rest, place + "/" + name, rule));
        yield copy;
      }
      case List<?> list -> {
        var copy = new ArrayList<Object>(list);
        for (int i = 0; i < copy.size(); i++) {
          if (name.equals("*") || name.equals(Integer.toString(i))) {
            copy.set(i, changed(copy.get(i), rest, place + "/" + i, rule));
          }
        }
        yield copy;
      }
      case null -> null;
      default -> value;
    };
  }
}
