package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes JSON of the convention of {@link XmlReading} as one element. */
final class XmlWriting {
  private static final int DEEPEST = 100;
  private static final int LONGEST_PREFIXES = 10_000;
  private static final Pattern NAME =
      Pattern.compile("([\\p{L}_][\\p{L}\\p{N}._-]{0,199}:)?[\\p{L}_][\\p{L}\\p{N}._-]{0,199}");

  private final XMLStreamWriter xml;
  private final boolean indent;

  XmlWriting(XMLStreamWriter xml, boolean indent) {
    this.xml = xml;
    this.indent = indent;
  }

  /**
   * Writes an element, or one for each of a list.
   *
   * @param prefixes declared around it, with a blank after each
   */
  void element(String place, String name, Object value, String prefixes, int depth)
      throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new GiveUp(place + ": is nested deeper than " + DEEPEST + " levels. Flatten it");
    }
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof List<?>) {
          throw new GiveUp(place + "/" + i + ": is a list in a list. Give the inner one a name");
        }
        element(place + "/" + i, name, list.get(i), prefixes, depth);
      }
      return;
    }
    line(depth - 1);
    if (value instanceof Map<?, ?> map) {
      object(place, name, map, prefixes, depth);
    } else {
      xml.writeStartElement(known(place, name, prefixes));
      xml.writeCharacters(text(place, value));
      xml.writeEndElement();
    }
  }

  private void object(String place, String name, Map<?, ?> map, String outer, int depth)
      throws XMLStreamException {
    var prefixes = declared(place, map, outer);
    xml.writeStartElement(known(place, name, prefixes));
    boolean hasElements = false;
    for (var entry : map.entrySet()) {
      var key = String.valueOf(entry.getKey());
      if (key.startsWith("@")) {
        attribute(place + "/" + key, key.substring(1), entry.getValue(), prefixes);
      }
    }
    for (var entry : map.entrySet()) {
      var key = String.valueOf(entry.getKey());
      if (key.equals("#text")) {
        xml.writeCharacters(text(place + "/" + key, entry.getValue()));
      } else if (!key.startsWith("@")) {
        hasElements = true;
        element(place + "/" + key, key, entry.getValue(), prefixes, depth + 1);
      }
    }
    if (hasElements && !map.containsKey("#text")) {
      line(depth - 1);
    }
    xml.writeEndElement();
  }

  private void attribute(String place, String name, Object value, String prefixes)
      throws XMLStreamException {
    if (value instanceof Map || value instanceof List) {
      throw new GiveUp(place + ": an attribute is a text, a number or a boolean. Change it");
    }
    if (!name.equals("xmlns")) {
      known(place, name, prefixes);
    }
    xml.writeAttribute(name, text(place, value));
  }

  private static String declared(String place, Map<?, ?> map, String outer) {
    var prefixes = new StringBuilder(outer);
    for (var key : map.keySet()) {
      var name = String.valueOf(key);
      if (name.startsWith("@xmlns:")) {
        prefixes.append(name.substring("@xmlns:".length())).append(' ');
      }
    }
    if (prefixes.length() > LONGEST_PREFIXES) {
      throw new GiveUp(place + ": too many namespaces are declared around it. Declare fewer");
    }
    return prefixes.toString();
  }

  private static String known(String place, String name, String prefixes) {
    if (!NAME.matcher(name).matches()) {
      throw new GiveUp(place + ": is no name that XML allows. Use letters, digits, _, - and .");
    }
    int colon = name.indexOf(':');
    var prefix = colon < 0 ? "" : name.substring(0, colon);
    if (colon >= 0
        && !prefix.equals("xml")
        && !prefix.equals("xmlns")
        && !(" " + prefixes).contains(" " + prefix + " ")) {
      throw new GiveUp(
          "%s: nobody declares the prefix %s. Add \"@xmlns:%s\"".formatted(place, prefix, prefix));
    }
    return name;
  }

  private static String text(String place, Object value) {
    var text = Objects.toString(value, "");
    boolean allowed =
        text.codePoints()
            .allMatch(
                one ->
                    one == '\t'
                        || one == '\n'
                        || one == '\r'
                        || one >= 0x20 && one < 0xD800
                        || one >= 0xE000 && one != 0xFFFE && one != 0xFFFF);
    if (!allowed) {
      throw new GiveUp(place + ": has a character that XML cannot hold. Remove it");
    }
    return text;
  }

  private void line(int depth) throws XMLStreamException {
    if (indent && depth > 0) {
      xml.writeCharacters("\n" + "  ".repeat(depth));
    } else if (indent) {
      xml.writeCharacters("\n");
    }
  }
}
