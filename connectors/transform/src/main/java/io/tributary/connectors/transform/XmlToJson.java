package io.tributary.connectors.transform;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an XML document as JSON: attributes as {@code @name}, text beside them as {@code #text},
 * elements that repeat as lists.
 */
public final class XmlToJson implements Action<XmlToJson.Document> {
  private static final long MOST_BYTES = 32L * 1024 * 1024;

  /**
   * What the flow's author maps.
   *
   * @param xml a text, or a large body
   */
  public record Document(Object xml) {}

  /**
   * The step's fields.
   *
   * @param lists names with commas between them
   */
  record Manner(Optional<String> lists, Optional<Boolean> plainNames) {
    Set<String> names() {
      return Arrays.stream(lists.orElse("").split(","))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .collect(Collectors.toSet());
    }
  }

  @Override
  public void run(Document document, Context context, Emitter out) {
    var manner = context.fields(Manner.class);
    try {
      var reader = reader(document, context);
      out.emit(
          new XmlReading(reader, manner.names(), manner.plainNames().orElse(false)).document());
    } catch (XMLStreamException broken) {
      throw Causes.ofReading(broken, () -> notXml(broken));
    }
  }

  private static XMLStreamReader reader(Document document, Context context)
      throws XMLStreamException {
    if (document.xml() instanceof String text) {
      return XmlReading.factory()
          .createXMLStreamReader(
              new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
    }
    // The document itself says its charset.
    return XmlReading.factory()
        .createXMLStreamReader(
            new Stretch(
                Content.bytes("input#/xml", document.xml(), context),
                MOST_BYTES,
                "input#/xml: is larger than 32 MiB. Split it before"));
  }

  private static GiveUp notXml(XMLStreamException broken) {
    var at = broken.getLocation();
    var reason = String.valueOf(broken.getMessage()).lines().reduce((_, last) -> last).orElse("");
    return new GiveUp(
        "input#/xml: is no well-formed XML at line %d, column %d: %s. Correct it"
            .formatted(
                at == null ? 0 : at.getLineNumber(), at == null ? 0 : at.getColumnNumber(), reason),
        broken);
  }
}
