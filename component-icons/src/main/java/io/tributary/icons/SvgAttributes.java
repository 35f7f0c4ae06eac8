package io.tributary.icons;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which attributes an icon's elements keep, and in which shape. What only describes is left out,
 * and so is a value that no browser would take; what would run, load, or show something else
 * without us drawing it is a fault.
 */
final class SvgAttributes {
  static final String XLINK = "http://www.w3.org/1999/xlink";

  /** No number of a picture needs more, and no sum of them leaves what numbers hold. */
  private static final double LARGEST = 1e6;

  private static final int LONGEST_NUMBER = 40;
  private static final int LONGEST_WORDS = 200;
  private static final int LONGEST_PATH = 64 * 1024;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]++\\.?+[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
  private static final Pattern LENGTH =
      Pattern.compile("(" + NUMBER.pattern() + ")(?:px|pt|pc|mm|cm|in|em|ex|rem|%)?");
  private static final Pattern NUMBERS = Pattern.compile("[0-9eE+.,\\s-]*+");
  private static final Pattern PATH = Pattern.compile("[MmLlHhVvCcSsQqTtAaZz0-9eE+.,\\s-]*+");
  private static final Pattern TRANSFORM =
      Pattern.compile(
          "(?:\\s*+,?\\s*+(?:matrix|translate|scale|rotate|skewX|skewY)\\s*+\\([0-9eE+.,\\s-]*+\\)){0,8}\\s*+");
  private static final Pattern WORDS = Pattern.compile("[A-Za-z -]++");
  private static final Pattern COLOR =
      Pattern.compile("#[0-9A-Fa-f]{3,8}|[A-Za-z]++|(?:rgb|hsl)a?\\([0-9.,%/\\sdeg-]*+\\)");
  private static final Pattern NAME = Pattern.compile("[^\\s\"'<>()#&;{}\\\\]{1,100}");
  private static final Pattern NAMES = Pattern.compile("[^\"'<>()#&;{}\\\\]{1,200}");
  private static final Pattern URL =
      Pattern.compile("url\\(\\s*+(['\"]?)([^'\")]*+)\\1\\s*+\\)", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Pattern> SHAPES = shapes();

  /** Drawn otherwise without them, and not drawn by us. */
  private static final Set<String> EFFECTS =
      Set.of(
          "filter",
          "mask",
          "marker",
          "marker-start",
          "marker-mid",
          "marker-end",
          "mix-blend-mode",
          "stroke-dasharray");

  private static final Set<String> PAINTS = Set.of("fill", "stroke", "stop-color", "color");
  private static final Set<String> NO_STYLES =
      Set.of("id", "class", "d", "points", "viewBox", "gradientTransform");
  private static final Set<String> MEASURED =
      Set.of("d", "points", "transform", "gradientTransform", "viewBox");

  private SvgAttributes() {}

  private static Map<String, Pattern> shapes() {
    var shapes = new java.util.HashMap<String, Pattern>();
    for (var name :
        List.of(
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "cx",
            "cy",
            "r",
            "rx",
            "ry",
            "fx",
            "fy",
            "fr",
            "width",
            "height",
            "offset",
            "opacity",
            "fill-opacity",
            "stroke-opacity",
            "stop-opacity",
            "stroke-width",
            "stroke-miterlimit")) {
      shapes.put(name, LENGTH);
    }
    for (var name :
        List.of(
            "fill-rule",
            "clip-rule",
            "stroke-linecap",
            "stroke-linejoin",
            "gradientUnits",
            "clipPathUnits",
            "spreadMethod",
            "preserveAspectRatio",
            "visibility",
            "display",
            "paint-order")) {
      shapes.put(name, WORDS);
    }
    shapes.put("d", PATH);
    shapes.put("points", NUMBERS);
    shapes.put("viewBox", NUMBERS);
    shapes.put("transform", TRANSFORM);
    shapes.put("gradientTransform", TRANSFORM);
    shapes.put("id", NAME);
    shapes.put("class", NAMES);
    return Map.copyOf(shapes);
  }

  /** Judges an attribute and keeps it where it may stand. */
  static void put(SvgElement element, String name, String value, Faults faults) throws IconRefused {
    String trimmed = value.strip();
    if (name.toLowerCase(Locale.ROOT).startsWith("on")) {
      faults.add(
          element.fault(
              IconCode.NOT_A_PICTURE,
              "The attribute %s of %s is for scripts."
                  .formatted(Shown.of(name), Shown.of(element.name())),
              "Remove it."));
    } else if (name.equals("href")) {
      reference(element, trimmed, faults);
    } else if (name.equals("style")) {
      element.inline().putAll(declared(element, trimmed, faults));
    } else {
      property(element, name, trimmed, faults);
    }
  }

  /**
   * What a style declares, as attributes.
   *
   * @param bearer whose style it is, which the faults name
   */
  static Map<String, String> declared(SvgElement bearer, String text, Faults faults)
      throws IconRefused {
    var declared = SvgElement.at(bearer.path(), bearer.name(), bearer.spot());
    for (var declaration : text.split(";", -1)) {
      int colon = declaration.indexOf(':');
      if (colon > 0) {
        var name = declaration.substring(0, colon).strip();
        var value = declaration.substring(colon + 1).replaceFirst("!\\s*+important\\s*+$", "");
        if (!NO_STYLES.contains(name)) {
          property(declared, name, value.strip(), faults);
        }
      }
    }
    return declared.attributes();
  }

  /** How many numbers a path or a list of points holds. */
  static int numbers(String text) {
    int numbers = 0;
    for (var found = NUMBER.matcher(text); found.find(); ) {
      numbers++;
    }
    return numbers;
  }

  /** The elements of this document that a paint or a clip names. */
  static List<String> references(String value) {
    var ids = new ArrayList<String>();
    for (var url = URL.matcher(value); url.find(); ) {
      ids.add(url.group(2).strip().substring(1));
    }
    return ids;
  }

  private static void property(SvgElement element, String name, String value, Faults faults)
      throws IconRefused {
    if (MEASURED.contains(name)) {
      shaped(element, name, value, faults);
    } else if (value.length() > LONGEST_WORDS) {
      return;
    } else if (leadsElsewhere(value)) {
      faults.add(elsewhere(element, name));
    } else if (EFFECTS.contains(name)) {
      if (!Set.of("none", "normal", "").contains(value)) {
        faults.add(effect(element, name));
      }
    } else if (name.equals("clip-path")) {
      paint(element, name, value);
    } else if (PAINTS.contains(name)) {
      paint(element, name, value);
    } else {
      shaped(element, name, value, faults);
    }
  }

  private static void shaped(SvgElement element, String name, String value, Faults faults)
      throws IconRefused {
    var shape = SHAPES.get(name);
    if (shape == null) {
      return;
    }
    boolean fits = value.length() <= LONGEST_PATH && shape.matcher(value).matches();
    if (value.length() > LONGEST_PATH) {
      faults.add(
          element.fault(
              IconCode.TOO_INTRICATE,
              "The attribute %s of %s is longer than 64 KB."
                  .formatted(Shown.of(name), Shown.of(element.name())),
              "Make it simpler, or use a PNG as the icon."));
    } else if (!fits && MEASURED.contains(name)) {
      faults.add(
          element.fault(
              IconCode.BROKEN_SVG,
              "The attribute %s of %s cannot be read."
                  .formatted(Shown.of(name), Shown.of(element.name())),
              "Write numbers and SVG's own words; at most eight transforms in a row."));
    } else if (fits && !numbersFit(shape, value)) {
      faults.add(
          element.fault(
              IconCode.TOO_INTRICATE,
              "The attribute %s of %s has a number beyond a million."
                  .formatted(Shown.of(name), Shown.of(element.name())),
              "Scale the drawing down."));
    } else if (fits) {
      element.attributes().put(name, value);
    }
  }

  private static boolean numbersFit(Pattern shape, String value) {
    if (shape == NAME || shape == NAMES || shape == WORDS) {
      return true;
    }
    for (Matcher found = NUMBER.matcher(value); found.find(); ) {
      var number = found.group();
      if (number.length() > LONGEST_NUMBER || Math.abs(Double.parseDouble(number)) > LARGEST) {
        return false;
      }
    }
    return true;
  }

  private static void paint(SvgElement element, String name, String value) {
    String fallback = URL.matcher(value).replaceFirst("").strip();
    if (fallback.isEmpty() || COLOR.matcher(fallback).matches()) {
      // JSVG takes the quotes for a part of the name.
      element.attributes().put(name, URL.matcher(value).replaceFirst("url($2)"));
    }
  }

  private static void reference(SvgElement element, String target, Faults faults)
      throws IconRefused {
    if (!target.startsWith("#")) {
      faults.add(elsewhere(element, "href"));
    } else if (NAME.matcher(target.substring(1)).matches()) {
      element.attributes().put("href", target);
    }
  }

  private static boolean leadsElsewhere(String value) {
    if (!value.toLowerCase(Locale.ROOT).contains("url")) {
      return false;
    }
    var urls = URL.matcher(value);
    boolean inside = true;
    while (urls.find()) {
      String target = urls.group(2).strip();
      inside &= target.startsWith("#") && NAME.matcher(target.substring(1)).matches();
    }
    return !inside || urls.reset().replaceAll("").toLowerCase(Locale.ROOT).contains("url(");
  }

  private static Fault elsewhere(SvgElement element, String name) {
    return element.fault(
        IconCode.NOT_A_PICTURE,
        "The attribute %s of %s leads out of the picture."
            .formatted(Shown.of(name), Shown.of(element.name())),
        "Write the id of an element of this SVG, as #id; nothing is loaded.");
  }

  private static Fault effect(SvgElement element, String name) {
    return element.fault(
        IconCode.NOT_A_PICTURE,
        "The attribute %s of %s is not drawn.".formatted(Shown.of(name), Shown.of(element.name())),
        "Draw it with shapes, or use a PNG as the icon.");
  }
}
