package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One XML document as JSON; knows no document types and no entities but XML's own five. */
final class XmlReading {
  private static final int DEEPEST = 100;
  private static final int MOST_ELEMENTS = 200_000;
  private static final long MOST_WEIGHT = 15L * 1024 * 1024;

  private final XMLStreamReader xml;
  private final Set<String> lists;
  private final boolean plainNames;
  private int elements;
  private long weight;

  /**
   * Reads from a reader that {@link #factory} made.
   *
   * @param lists elements that are lists even where there is one
   * @param plainNames leaves out prefixes and the declarations of namespaces
   */
  XmlReading(XMLStreamReader xml, Set<String> lists, boolean plainNames) {
    this.xml = xml;
    this.lists = lists;
    this.plainNames = plainNames;
  }

  /** Resolves nothing, from nowhere. */
  static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    // Its own bound is the same as ours, and its message would not say what to do.
    factory.setProperty("jdk.xml.maxElementDepth", Integer.toString(DEEPEST + 10));
    factory.setXMLResolver(
        (_, _, _, _) -> {
          throw new XMLStreamException("nothing is loaded from outside");
        });
    return factory;
  }

  /** The document element under its name. */
  Map<String, Object> document() throws XMLStreamException {
    var document = new LinkedHashMap<String, Object>();
    while (xml.hasNext()) {
      int event = xml.next();
      refuseDocumentType(event);
      if (event == XMLStreamConstants.START_ELEMENT) {
        put(document, name(xml.getPrefix(), xml.getLocalName()), element(1));
      }
    }
    return document;
  }

  private Object element(int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new GiveUp("input#/xml: is nested deeper than " + DEEPEST + " elements. Flatten it");
    }
    if (++elements > MOST_ELEMENTS) {
      throw new GiveUp("input#/xml: has more than 200,000 elements. Split it before");
    }
    var content = attributes();
    var text = new StringBuilder();
    boolean hasElements = false;
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      refuseDocumentType(event);
      if (event == XMLStreamConstants.START_ELEMENT) {
        hasElements = true;
        put(content, name(xml.getPrefix(), xml.getLocalName()), element(depth + 1));
      } else if (event == XMLStreamConstants.CHARACTERS
          || event == XMLStreamConstants.CDATA
          || event == XMLStreamConstants.SPACE) {
        text.append(weighed(xml.getText()));
      }
    }
    return value(content, hasElements ? text.toString().strip() : text.toString());
  }

  private static Object value(Map<String, Object> content, String text) {
    if (content.isEmpty()) {
      return text;
    }
    if (!text.isEmpty()) {
      content.put("#text", text);
    }
    return content;
  }

  private Map<String, Object> attributes() {
    var attributes = new LinkedHashMap<String, Object>();
    for (int i = 0; !plainNames && i < xml.getNamespaceCount(); i++) {
      var prefix = xml.getNamespacePrefix(i);
      var uri = xml.getNamespaceURI(i);
      attributes.put(
          prefix == null || prefix.isEmpty() ? "@xmlns" : "@xmlns:" + prefix,
          weighed(uri == null ? "" : uri));
    }
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      attributes.put(
          "@" + name(xml.getAttributePrefix(i), xml.getAttributeLocalName(i)),
          weighed(xml.getAttributeValue(i)));
    }
    return attributes;
  }

  private void put(Map<String, Object> parent, String name, Object value) {
    var before = parent.get(name);
    if (before instanceof List<?>) {
      @SuppressWarnings("unchecked") // made below: an element's own value is a text or a map
      var list = (List<Object>) before;
      list.add(value);
    } else if (before != null || lists.contains(name)) {
      var list = new ArrayList<Object>();
      if (before != null) {
        list.add(before);
      }
      list.add(value);
      parent.put(name, list);
    } else {
      parent.put(name, value);
    }
  }

  private String name(String prefix, String local) {
    return weighed(plainNames || prefix == null || prefix.isEmpty() ? local : prefix + ":" + local);
  }

  private String weighed(String text) {
    weight += text.length() + 4L;
    if (weight > MOST_WEIGHT) {
      throw new GiveUp("input#/xml: becomes more than 15 MiB of JSON. Split it before");
    }
    return text;
  }

  private static void refuseDocumentType(int event) {
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new GiveUp(
          "input#/xml: has a document type or an entity of its own. Remove it: neither is read");
    }
  }
}
