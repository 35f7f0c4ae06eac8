package io.tributary.icons;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** SVGs of 64 × 64 around what a test is about. */
final class AnSvg {
  static final String OPENING =
      "<svg xmlns=\"http://www.w3.org/2000/svg\""
          + " xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 64 64\">";
  static final String SQUARE = "<rect width=\"64\" height=\"64\" fill=\"#27715a\"/>";

  private AnSvg() {}

  static byte[] of(String content) {
    return bytes(OPENING + content + "</svg>");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String repeated(int times, IntFunction<String> one) {
    return IntStream.range(0, times).mapToObj(one).collect(Collectors.joining());
  }

  /** A path all over the picture, the same each time. */
  static String scribble(int curves, int reach) {
    var random = new Random(1);
    return "M0 0"
        + repeated(
            curves,
            _ -> {
              var six = IntStream.range(0, 6).mapToObj(_ -> "" + random.nextInt(reach));
              return "C" + six.collect(Collectors.joining(" "));
            });
  }
}
