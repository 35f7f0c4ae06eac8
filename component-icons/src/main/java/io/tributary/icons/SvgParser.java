package io.tributary.icons;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a text into elements that an icon may hold. Shapes, groups, gradients, clips and their
 * reuse are on the list; texts for people and other vocabularies are passed over; everything else
 * is a fault that names the element.
 */
final class SvgParser {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final String XHTML = "http://www.w3.org/1999/xhtml";
  private static final int MOST_ELEMENTS = 2_000;
  private static final int MOST_ATTRIBUTES = 60;
  private static final int DEEPEST = 24;
  private static final int MOST_FAULTS = 20;
  private static final int LONGEST_STYLE = 32 * 1024;

  private static final Set<String> PART_OF_AN_ICON =
      Set.of(
          "svg",
          "g",
          "defs",
          "symbol",
          "use",
          "path",
          "rect",
          "circle",
          "ellipse",
          "line",
          "polyline",
          "polygon",
          "linearGradient",
          "radialGradient",
          "stop",
          "clipPath");

  private static final Set<String> FOR_PEOPLE = Set.of("title", "desc", "metadata");

  /** What to do instead; for all others: remove it. */
  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("text", "Turn the text into paths."),
          Map.entry("tspan", "Turn the text into paths."),
          Map.entry("textPath", "Turn the text into paths."),
          Map.entry("image", "Draw it with shapes, or use a PNG as the icon."),
          Map.entry("filter", "Draw it without the effect, or use a PNG as the icon."),
          Map.entry("mask", "Use a clipPath, or a PNG as the icon."),
          Map.entry("pattern", "Draw the repeats as shapes, or use a PNG as the icon."),
          Map.entry("marker", "Draw the marks as shapes."),
          Map.entry("animate", "Draw the one state that is to be seen."),
          Map.entry("animateTransform", "Draw the one state that is to be seen."),
          Map.entry("animateMotion", "Draw the one state that is to be seen."),
          Map.entry("set", "Draw the one state that is to be seen."));

  private final XMLStreamReader in;
  private final Deque<SvgElement> open = new ArrayDeque<>();
  private final StringBuilder style = new StringBuilder();
  private final List<Fault> faults = new ArrayList<>();
  private int elements;

  /** Where the last thing that was read ended, and so this one begins. */
  private Fault.Spot spot = Fault.Spot.START;

  private SvgParser(XMLStreamReader in) {
    this.in = in;
  }

  /**
   * Reads all of it.
   *
   * @return the root, with styles in the place of style sheets
   */
  static SvgElement parse(String text) throws IconRefused {
    try {
      var in = factory().createXMLStreamReader(new StringReader(text));
      return new SvgParser(in).root();
    } catch (XMLStreamException broken) {
      throw notWellFormed(broken);
    }
  }

  /** The JDK's own, whatever else is on the class path; nothing is declared, nothing loaded. */
  static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is loaded");
        });
    return factory;
  }

  private static IconRefused notWellFormed(XMLStreamException broken) {
    var place = broken.getLocation();
    var spot =
        place == null || place.getLineNumber() < 1 || place.getColumnNumber() < 1
            ? Fault.Spot.START
            : new Fault.Spot(place.getLineNumber(), place.getColumnNumber());
    return new IconRefused(
        List.of(
            new Fault(
                IconCode.BROKEN_SVG,
                spot,
                "",
                "The SVG is not well-formed XML from here on.",
                "Save it anew with a drawing program.")));
  }

  private SvgElement root() throws XMLStreamException, IconRefused {
    SvgElement root = null;
    while (in.hasNext()) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          var element = element();
          root = root == null ? element : root;
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw refusedWith(declaration());
        case XMLStreamConstants.PROCESSING_INSTRUCTION -> instruction();
        default -> {}
      }
    }
    if (root == null) {
      throw SvgFile.neither();
    }
    StyleSheet.parse(style.toString(), root, this::add).apply(root);
    if (!faults.isEmpty()) {
      throw new IconRefused(faults);
    }
    return root;
  }

  /** Leaves the reader inside the element, or behind one that is passed over. */
  private @org.jspecify.annotations.Nullable SvgElement element()
      throws XMLStreamException, IconRefused {
    count();
    String name = in.getLocalName();
    String path = open.isEmpty() ? "/" + name : open.peek().path() + "/" + name;
    var element = SvgElement.at(path, name, spot);
    boolean svg = SVG.equals(in.getNamespaceURI());
    if (open.isEmpty()) {
      judgeRoot(element, svg);
    } else if (svg ? FOR_PEOPLE.contains(name) : !XHTML.equals(in.getNamespaceURI())) {
      passOver();
      return null;
    } else if (svg && name.equals("style")) {
      styleSheet(element);
      return null;
    } else if (!svg || !PART_OF_AN_ICON.contains(name) || name.equals("svg")) {
      add(foreign(element));
      passOver();
      return null;
    }
    attributes(element);
    if (!open.isEmpty()) {
      open.peek().children().add(element);
    }
    open.push(element);
    return element;
  }

  private void count() throws IconRefused {
    if (++elements > MOST_ELEMENTS) {
      throw refusedWith(tooMuch("more than %,d elements".formatted(MOST_ELEMENTS)));
    }
    if (open.size() >= DEEPEST) {
      throw refusedWith(tooMuch("elements more than %d deep".formatted(DEEPEST)));
    }
    if (in.getAttributeCount() > MOST_ATTRIBUTES) {
      throw refusedWith(
          tooMuch("an element with more than %d attributes".formatted(MOST_ATTRIBUTES)));
    }
  }

  private void judgeRoot(SvgElement root, boolean svg) throws IconRefused {
    if (!root.name().equals("svg")) {
      throw SvgFile.neither();
    }
    if (!svg) {
      throw refusedWith(
          root.fault(
              IconCode.BROKEN_SVG,
              "The element \"svg\" does not say that it is SVG.",
              "Add xmlns=\"%s\" to it.".formatted(SVG)));
    }
  }

  private void attributes(SvgElement element) throws IconRefused {
    for (int i = 0; i < in.getAttributeCount(); i++) {
      var namespace = in.getAttributeNamespace(i);
      boolean plain = namespace == null || namespace.isEmpty();
      if (plain || SvgAttributes.XLINK.equals(namespace)) {
        SvgAttributes.put(element, in.getAttributeLocalName(i), in.getAttributeValue(i), this::add);
      }
    }
  }

  private void styleSheet(SvgElement element) throws XMLStreamException, IconRefused {
    while (next() != XMLStreamConstants.END_ELEMENT) {
      if (in.isStartElement()) {
        throw refusedWith(foreign(element));
      }
      if (in.getEventType() == XMLStreamConstants.ENTITY_REFERENCE) {
        throw refusedWith(declaration());
      }
      if (in.hasText() && in.getEventType() != XMLStreamConstants.COMMENT) {
        style.append(in.getText());
      }
      if (style.length() > LONGEST_STYLE) {
        throw refusedWith(tooMuch("style sheets of more than 32 KB"));
      }
    }
  }

  private void passOver() throws XMLStreamException, IconRefused {
    for (int depth = 1; depth > 0; ) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          count();
          if (++depth > DEEPEST) {
            throw refusedWith(tooMuch("elements more than %d deep".formatted(DEEPEST)));
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.ENTITY_REFERENCE -> throw refusedWith(declaration());
        default -> {}
      }
    }
  }

  private void instruction() throws IconRefused {
    if (in.getPITarget().equals("xml-stylesheet")) {
      add(
          new Fault(
              IconCode.NOT_A_PICTURE,
              spot,
              "",
              "The SVG wants a style sheet from elsewhere.",
              "Write the styles into it; nothing is loaded."));
    }
  }

  private Fault declaration() {
    return new Fault(
        IconCode.DECLARATION,
        spot,
        "",
        "The SVG has a document type or entities.",
        "Remove the DOCTYPE and write out what it declares.");
  }

  private static Fault foreign(SvgElement element) {
    return element.fault(
        IconCode.NOT_A_PICTURE,
        "The element %s cannot be part of an icon.".formatted(Shown.of(element.name())),
        ADVICE.getOrDefault(element.name(), "Remove it."));
  }

  private Fault tooMuch(String what) {
    return new Fault(
        IconCode.TOO_INTRICATE,
        spot,
        "",
        "The SVG has %s.".formatted(what),
        "Make it simpler, or use a PNG as the icon.");
  }

  private int next() throws XMLStreamException {
    var place = in.getLocation();
    // Behind letters the parser has seen the bracket that ended them.
    int seen = in.isCharacters() ? 1 : 0;
    spot =
        new Fault.Spot(
            Math.max(1, place.getLineNumber()), Math.max(1, place.getColumnNumber() - seen));
    return in.next();
  }

  private void add(Fault fault) throws IconRefused {
    faults.add(fault);
    if (faults.size() >= MOST_FAULTS) {
      throw new IconRefused(faults);
    }
  }

  private IconRefused refusedWith(Fault last) {
    faults.add(last);
    return new IconRefused(faults);
  }
}
