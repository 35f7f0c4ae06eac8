package io.tributary.host.session;

import io.tributary.expressions.Mapping;
import io.tributary.expressions.MappingFailed;
import io.tributary.host.json.DoesNotFit;
import io.tributary.host.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Goes the way of a message once before the first one comes, so that it does not wait for classes
 * to be loaded: reads, maps, binds and writes a message of its own. The component is not called.
 */
final class WarmUp {
  private static final byte[] MESSAGE =
      "{\"name\":\"Ada\",\"items\":[{\"price\":1.5,\"count\":2}],\"open\":true,\"note\":null}"
          .getBytes(StandardCharsets.UTF_8);

  private static final Mapping MAPPING =
      new Mapping(
          """
          {"name": $uppercase($substringBefore(name, " ")) & ", " & $steps.form.city,
           "sum": $sum(items.(price * count)), "many": $count(items[count > 1]) > 1 ? "yes" : "no",
           "items": items.{"total": $string(price)}, "open": $exists(open) and open,
           "joined": $join($map(items, function($item) {$string($item.count)}), "-")}
          """);

  private WarmUp() {}

  /** Takes a tenth of a second where nothing is loaded yet; never fails. */
  static void run(Assigned assigned, Json json) {
    try {
      var message = json.object(MESSAGE, "message");
      Object input = message;
      if (assigned.mapping().isPresent()) {
        input = MAPPING.evaluate(message, Map.of("form", Map.of("city", "London")));
      }
      json.write(input, "output");
      json.prepare(assigned.inputType());
    } catch (MappingFailed | DoesNotFit | LinkageError unready) {
      // The message that needs what is broken will say so.
    }
  }
}
