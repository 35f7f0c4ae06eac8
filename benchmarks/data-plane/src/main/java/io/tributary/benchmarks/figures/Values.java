package io.tributary.benchmarks.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What all rounds gave. */
public final class Values {
  private final Map<Place, Map<Integer, Double>> values = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  /** What is counted. */
  public enum Quantity {
    MESSAGES_PER_SECOND,
    CPU_MICROS_PER_MESSAGE,
    BROKER_MICROS_PER_MESSAGE,
    P50_MILLIS,
    P99_MILLIS,
    /** Of a process, in ms per second. */
    IDLE_CPU,
    LOST,
    DOUBLED
  }

  public void add(Figure figure, String side, Quantity quantity, int round, double value) {
    values
        .computeIfAbsent(new Place(figure, side, quantity), _ -> new TreeMap<>())
        .put(round, value);
  }

  /** A side that could not be measured in a round; said in the report. */
  public void failed(String what) {
    failures.add(what);
  }

  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** The sides of a figure, in the order they came. */
  public List<String> sides(Figure figure) {
    return values.keySet().stream()
        .filter(place -> place.figure() == figure)
        .map(Place::side)
        .distinct()
        .toList();
  }

  public Collection<Double> all(Figure figure, String side, Quantity quantity) {
    return values.getOrDefault(new Place(figure, side, quantity), Map.of()).values();
  }

  public OptionalDouble median(Figure figure, String side, Quantity quantity) {
    return middle(all(figure, side, quantity));
  }

  public OptionalDouble largest(Figure figure, String side, Quantity quantity) {
    return all(figure, side, quantity).stream().mapToDouble(Double::doubleValue).max();
  }

  /** The median of the rounds' ratios: what drifts between rounds drifts for both. */
  public OptionalDouble ratio(Figure figure, String side, String other, Quantity quantity) {
    var above = values.getOrDefault(new Place(figure, side, quantity), Map.of());
    var below = values.getOrDefault(new Place(figure, other, quantity), Map.of());
    return middle(
        above.keySet().stream()
            .filter(round -> below.getOrDefault(round, 0.0) > 0)
            .map(round -> above.getOrDefault(round, 0.0) / below.getOrDefault(round, 1.0))
            .toList());
  }

  static OptionalDouble middle(Collection<Double> values) {
    var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }

  /** The value below which this share of them lies. */
  static double percentile(double[] values, double share) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
  }

  private record Place(Figure figure, String side, Quantity quantity) {}
}
