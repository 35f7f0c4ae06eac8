package io.tributary.icons;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what drawing an SVG comes to once every reuse is written out, before anything is drawn. A
 * few elements that use each other twice are a thousand million shapes.
 */
final class SvgWork {
  private static final long MOST_SHAPES = 400;
  private static final long MOST_NUMBERS = 10_000;

  /** Where clips meet, curves are cut with curves. */
  private static final long NUMBERS_OF_A_CLIP = 40;

  /** A stroke has two sides, round corners and ends. */
  private static final long NUMBERS_OF_A_STROKE = 4;

  /** Each of its pixels is worked out. */
  private static final long SHAPES_OF_A_GRADIENT = 8;

  /** What stands in, or is used by, something that is used: whoever draws goes as deep. */
  private static final int DEEPEST = 40;

  private static final long ENOUGH = 1L << 40;

  private final Map<String, SvgElement> byId = new HashMap<>();

  /** By identity: two shapes that say the same are two. */
  private final IdentityHashMap<SvgElement, Amount> known = new IdentityHashMap<>();

  /**
   * Shapes to draw, and the numbers that they are made of.
   *
   * @param depth how far what is in or used by the element goes down
   */
  private record Amount(long shapes, long numbers, int depth) {
    static final Amount NONE = new Amount(0, 0, 0);
    static final Amount UNDERWAY = new Amount(-1, -1, 0);

    Amount and(Amount other) {
      return new Amount(
          Math.min(ENOUGH, shapes + other.shapes),
          Math.min(ENOUGH, numbers + other.numbers),
          Math.max(depth, other.depth));
    }

    Amount times(long ofShapes, long ofNumbers) {
      return new Amount(
          Math.min(ENOUGH, shapes * ofShapes), Math.min(ENOUGH, numbers * ofNumbers), depth);
    }

    Amount oneDeeper() {
      return new Amount(shapes, numbers, depth + 1);
    }
  }

  private SvgWork(SvgElement root) {
    root.all()
        .filter(element -> !element.attribute("id").isEmpty())
        .forEach(element -> byId.putIfAbsent(element.attribute("id"), element));
  }

  /**
   * Lets pass what is little enough.
   *
   * @throws IconRefused where it is too much, or an element uses itself
   */
  static void judge(SvgElement root) throws IconRefused {
    var work = new SvgWork(root);
    for (var element : root.all().toList()) {
      work.amount(element, 0);
    }
    var all = work.amount(root, 0);
    if (all.shapes() > MOST_SHAPES || all.numbers() > MOST_NUMBERS) {
      throw tooMuch();
    }
  }

  private Amount amount(SvgElement element, int depth) throws IconRefused {
    var before = known.get(element);
    if (before != null && !before.equals(Amount.UNDERWAY)) {
      return before;
    }
    if (before != null) {
      throw partOfItself(element);
    }
    if (depth > DEEPEST) {
      throw tooMuch();
    }
    known.put(element, Amount.UNDERWAY);
    var amount = painted(element, withParts(element, depth + 1), depth + 1);
    for (var clip : named(SvgAttributes.references(element.attribute("clip-path")))) {
      amount = amount.and(amount(clip, depth + 1).times(1, NUMBERS_OF_A_CLIP));
    }
    if (amount.depth() >= DEEPEST) {
      throw tooMuch();
    }
    known.put(element, amount.oneDeeper());
    return amount.oneDeeper();
  }

  private Amount withParts(SvgElement element, int depth) throws IconRefused {
    var amount = own(element);
    for (var child : element.children()) {
      amount = amount.and(amount(child, depth));
    }
    for (var target : named(reused(element))) {
      amount = amount.and(amount(target, depth));
    }
    return amount;
  }

  /** What a group says of paint holds for all in it. */
  private Amount painted(SvgElement element, Amount plain, int depth) throws IconRefused {
    var amount = plain;
    for (var paint : List.of("fill", "stroke")) {
      var gradients = named(SvgAttributes.references(element.attribute(paint)));
      if (!gradients.isEmpty()) {
        amount = amount.times(SHAPES_OF_A_GRADIENT, 1).and(amount(gradients.getFirst(), depth));
      }
    }
    var stroke = element.attribute("stroke");
    return stroke.isEmpty() || stroke.equals("none")
        ? amount
        : amount.times(1, NUMBERS_OF_A_STROKE);
  }

  private static IconRefused tooMuch() {
    return new IconRefused(
        IconCode.TOO_INTRICATE,
        "Written out, the SVG is more to draw than %,d shapes or %,d numbers."
            .formatted(MOST_SHAPES, MOST_NUMBERS),
        "Make it simpler, or use a PNG as the icon; clips, strokes and gradients count most.");
  }

  private static IconRefused partOfItself(SvgElement element) {
    return new IconRefused(
        List.of(
            element.fault(
                IconCode.TOO_INTRICATE,
                "The element %s is a part of itself.".formatted(Shown.of(element.name())),
                "Let no use, clip or gradient lead back to where it stands.")));
  }

  private static Amount own(SvgElement element) {
    int numbers =
        SvgAttributes.numbers(element.attribute("d"))
            + SvgAttributes.numbers(element.attribute("points"));
    return switch (element.name()) {
      case "path", "polyline", "polygon" -> new Amount(1, numbers, 0);
      case "rect", "circle", "ellipse", "line" -> new Amount(1, 8, 0);
      case "use", "stop" -> new Amount(0, 4, 0);
      default -> Amount.NONE;
    };
  }

  private static List<String> reused(SvgElement element) {
    var href = element.attribute("href");
    return href.isEmpty() ? List.of() : List.of(href.substring(1));
  }

  private List<SvgElement> named(List<String> ids) {
    var elements = new ArrayList<SvgElement>();
    for (var id : new HashSet<>(ids)) {
      var element = byId.get(id);
      if (element != null) {
        elements.add(element);
      }
    }
    return elements;
  }
}
