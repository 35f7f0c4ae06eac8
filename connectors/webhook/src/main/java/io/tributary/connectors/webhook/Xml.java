package io.tributary.connectors.webhook;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML as JSON: an element with nothing but text is that text; any other is an object with its
 * attributes as {@code @name}, its elements by their names, lists where one comes twice, and its
 * text, where it has some, as {@code #text}. Names are as they are written, with their prefixes.
 */
final class Xml {
  private static final int DEEPEST = 100;
  private static final int MOST_NODES = 50_000;
  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader reader;
  private int nodes;

  private Xml(XMLStreamReader reader) {
    this.reader = reader;
  }

  /**
   * What was read.
   *
   * @param json one property: the root element
   * @param text as it was sent
   */
  record Document(Map<String, Object> json, String text) {}

  /**
   * Reads a document.
   *
   * @param charset of the content type; empty where only the document says it
   * @throws Malformed if it is none, or has a document type: nothing is ever looked up for it
   */
  static Document read(byte[] bytes, String charset) {
    try {
      var content = new ByteArrayInputStream(bytes);
      var reader =
          charset.isEmpty()
              ? FACTORY.createXMLStreamReader(content)
              : FACTORY.createXMLStreamReader(content, charset);
      try {
        var json = new Xml(reader).document();
        return new Document(json, new String(bytes, used(reader, charset)));
      } finally {
        reader.close();
      }
    } catch (XMLStreamException broken) {
      throw new Malformed("the body is no XML: " + firstLine(broken), broken);
    }
  }

  private Map<String, Object> document() throws XMLStreamException {
    var root = new LinkedHashMap<String, Object>();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          var name = name();
          root.put(name, element(1));
        }
        case XMLStreamConstants.DTD ->
            throw new Malformed("the body is XML with a document type, which is not taken");
        default -> {}
      }
    }
    return root;
  }

  private Object element(int depth) throws XMLStreamException {
    if (depth > DEEPEST || ++nodes > MOST_NODES) {
      throw new Malformed(
          "the XML is deeper than %d or has more than %d elements".formatted(DEEPEST, MOST_NODES));
    }
    var content = new LinkedHashMap<String, Object>();
    attributes(content);
    var text = new StringBuilder();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          var name = name();
          content.merge(name, element(depth + 1), Xml::both);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new Malformed("the XML refers to an entity that it cannot define");
        case XMLStreamConstants.END_ELEMENT -> {
          return ended(content, text.toString());
        }
        default -> {}
      }
    }
  }

  private static Object ended(Map<String, Object> content, String text) {
    if (content.isEmpty()) {
      return text;
    }
    if (!text.isBlank()) {
      content.put("#text", text.strip());
    }
    return content;
  }

  private void attributes(Map<String, Object> content) {
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      var prefix = reader.getNamespacePrefix(i);
      var uri = reader.getNamespaceURI(i);
      content.put(prefix == null ? "@xmlns" : "@xmlns:" + prefix, uri == null ? "" : uri);
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (++nodes > MOST_NODES) {
        throw new Malformed("the XML has more than " + MOST_NODES + " elements and attributes");
      }
      var name = written(reader.getAttributePrefix(i), reader.getAttributeLocalName(i));
      content.put("@" + name, reader.getAttributeValue(i));
    }
  }

  private String name() {
    return written(reader.getPrefix(), reader.getLocalName());
  }

  private static String written(String prefix, String name) {
    return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
  }

  private static Object both(Object before, Object value) {
    var all = new ArrayList<Object>(before instanceof List<?> list ? list : List.of(before));
    all.add(value);
    return all;
  }

  private static Charset used(XMLStreamReader reader, String charset) {
    var declared = reader.getCharacterEncodingScheme();
    var name = !charset.isEmpty() ? charset : declared == null ? reader.getEncoding() : declared;
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  private static String firstLine(XMLStreamException broken) {
    return String.valueOf(broken.getMessage()).lines().reduce((_, last) -> last).orElse("");
  }

  /** Nothing is loaded and nothing is defined: what a stranger sends is data. */
  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (_, _, _, _) -> {
          throw new XMLStreamException("nothing is looked up");
        });
    return factory;
  }
}
