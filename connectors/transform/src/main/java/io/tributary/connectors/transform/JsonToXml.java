package io.tributary.connectors.transform;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/** Writes JSON as an XML document, by the convention of {@link XmlToJson}. */
public final class JsonToXml implements Action<JsonToXml.Whole> {
  /** What the flow's author maps. */
  public record Whole(Object json) {}

  /**
   * The step's fields.
   *
   * @param root name of the document element; without it the JSON has one property, which is it
   */
  record Manner(Optional<String> root, Optional<Boolean> indent, Optional<Boolean> declaration) {}

  /** What the next steps get. */
  record Document(String xml) {}

  @Override
  public void run(Whole whole, Context context, Emitter out) throws XMLStreamException {
    var manner = context.fields(Manner.class);
    var given = manner.root().filter(name -> !name.isBlank());
    var root = given.orElseGet(() -> onlyName(whole.json()));
    var content = given.isPresent() ? whole.json() : ((Map<?, ?>) whole.json()).get(root);
    var text = new StringWriter();
    var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    var place = given.isPresent() ? "input#/json" : "input#/json/" + root;
    new XmlWriting(xml, manner.indent().orElse(false)).element(place, root, content, "", 1);
    xml.flush();
    // Written by hand: in UTF-8 is what the text will be sent, whatever this process's charset is.
    boolean declared = manner.declaration().orElse(true);
    out.emit(
        new Document(
            (declared ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" : "")
                + (declared ? text.toString() : text.toString().stripLeading())));
  }

  private static String onlyName(Object json) {
    if (!(json instanceof Map<?, ?> map)
        || map.size() != 1
        || map.values().iterator().next() instanceof List<?>) {
      throw new GiveUp(
          "input#/json: is no object with one property that is no list. Set the field root");
    }
    return String.valueOf(map.keySet().iterator().next());
  }
}
