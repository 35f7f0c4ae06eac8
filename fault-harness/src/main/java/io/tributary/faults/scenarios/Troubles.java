package io.tributary.faults.scenarios;

import io.tributary.faults.product.ProductBed.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How long parts of the product were away, in words. */
final class Troubles {
  private Troubles() {}

  static void addTo(Map<String, String> figures, List<Trouble> troubles) {
    var byPart =
        troubles.stream()
            .collect(
                Collectors.groupingBy(
                    Trouble::who,
                    TreeMap::new,
                    Collectors.mapping(Trouble::length, Collectors.toList())));
    byPart.forEach(
        (part, lengths) ->
            figures.put(
                "until all answered again, %s".formatted(part),
                "mean %.1f s, longest %.1f s of %d"
                    .formatted(
                        lengths.stream().mapToLong(Duration::toMillis).average().orElse(0) / 1e3,
                        longest(lengths) / 1e3,
                        lengths.size())));
  }

  static long longestMillis(List<Trouble> troubles, String part) {
    return longest(
        troubles.stream()
            .filter(trouble -> trouble.who().equals(part))
            .map(Trouble::length)
            .toList());
  }

  private static long longest(List<Duration> lengths) {
    return lengths.stream().mapToLong(Duration::toMillis).max().orElse(0);
  }
}
