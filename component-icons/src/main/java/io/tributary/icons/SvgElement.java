package io.tributary.icons;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An element that may be part of an icon, while it is read. What is not allowed never gets here.
 *
 * @param attributes those that may stand, by name; in the end styles are attributes, too
 * @param inline what its own style declares, which stands above all
 */
record SvgElement(
    String name,
    String path,
    Fault.Spot spot,
    Map<String, String> attributes,
    Map<String, String> inline,
    List<SvgElement> children) {

  static SvgElement at(String path, String name, Fault.Spot spot) {
    return new SvgElement(
        name, path, spot, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
  }

  String attribute(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }

  /** Itself and all below it, in the order of the text. */
  Stream<SvgElement> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(SvgElement::all));
  }

  Fault fault(IconCode code, String message, String advice) {
    return new Fault(code, spot, path, message, advice);
  }
}
