package io.tributary.connectors.transform;

import java.util.List;
import java.util.Map;

/** About how many bytes a value takes as JSON, without writing it. */
final class Weight {
  private static final int OF_SCALAR = 8;

  private Weight() {}

  static long of(Object value) {
    return switch (value) {
      case null -> OF_SCALAR;
      case String text -> of(text);
      case Map<?, ?> map -> {
        long sum = 2;
        for (var entry : map.entrySet()) {
          sum += of(String.valueOf(entry.getKey())) + of(entry.getValue()) + 2;
        }
        yield sum;
      }
      case List<?> list -> {
        long sum = 2;
        for (var each : list) {
          sum += of(each) + 1;
        }
        yield sum;
      }
      default -> OF_SCALAR;
    };
  }

  private static long of(String text) {
    long sum = 2;
    for (int i = 0; i < text.length(); i++) {
      sum += text.charAt(i) < 0x80 ? 1 : 3;
    }
    return sum;
  }
}
