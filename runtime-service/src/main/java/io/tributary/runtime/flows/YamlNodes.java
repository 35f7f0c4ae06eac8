package io.tributary.runtime.flows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads YAML from its events, so that every node keeps its place and nothing is ever constructed.
 * Anchors, aliases, tags and second documents are refused: a flow needs none, and they are how YAML
 * grows out of its size.
 */
final class YamlNodes {
  private static final int DEEPEST = 32;
  private static final CoreScalarResolver SCALARS = new CoreScalarResolver(false);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Iterator<Event> events;

  private YamlNodes(Iterator<Event> events) {
    this.events = events;
  }

  static Node read(String text) throws DocumentSyntax {
    var settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(text.length() + 1).build();
    try {
      var reader = new YamlNodes(new Parse(settings).parseString(text).iterator());
      return reader.document();
    } catch (MarkedYamlEngineException e) {
      var at =
          e.getProblemMark()
              .map(mark -> new Mark("", mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(new Mark("", 1, 1));
      throw new DocumentSyntax(
          at,
          "not-yaml",
          "This is not YAML: " + e.getProblem() + ".",
          "Check the indentation and the quotes at this place.");
    } catch (YamlEngineException e) {
      throw new DocumentSyntax(
          new Mark("", 1, 1),
          "not-yaml",
          "This is not YAML: a character is not allowed.",
          "Save the file as UTF-8 without control characters.");
    }
  }

  private Node document() throws DocumentSyntax {
    var event = next();
    while (event instanceof StreamStartEvent || event instanceof DocumentStartEvent) {
      event = next();
    }
    if (!(event instanceof NodeEvent)) {
      throw new DocumentSyntax(
          new Mark("", 1, 1), "empty-document", "The document is empty.", "Write a flow.");
    }
    var root = node(event, "", 0);
    for (event = next(); event instanceof DocumentEndEvent; ) {
      event = next();
    }
    if (event instanceof DocumentStartEvent) {
      throw new DocumentSyntax(
          mark("", event), "second-document", "A second document begins here.", "Send one flow.");
    }
    return root;
  }

  private Node node(Event event, String pointer, int depth) throws DocumentSyntax {
    var at = mark(pointer, event);
    refuseIndirection(event, at);
    if (depth > DEEPEST) {
      throw new DocumentSyntax(
          at, "too-deep", "Nested deeper than " + DEEPEST + " levels.", "Flatten the fields.");
    }
    return switch (event) {
      case ScalarEvent scalar -> new Node.Scalar(at, json(scalar, at));
      case MappingStartEvent _ -> mapping(at, depth);
      case SequenceStartEvent _ -> sequence(at, depth);
      default -> throw new DocumentSyntax(at, "not-yaml", "A value is missing.", "Add it.");
    };
  }

  private Node mapping(Mark at, int depth) throws DocumentSyntax {
    List<Node.Entry> entries = new ArrayList<>();
    var keys = new HashSet<String>();
    for (var event = next(); !(event instanceof MappingEndEvent); event = next()) {
      var keyAt = mark(at.pointer(), event);
      refuseIndirection(event, keyAt);
      if (!(event instanceof ScalarEvent key)) {
        throw new DocumentSyntax(keyAt, "key-not-text", "A key must be a text.", "Write a name.");
      }
      String pointer = Mark.pointerTo(at.pointer(), key.getValue());
      var placed = new Mark(pointer, keyAt.line(), keyAt.column());
      if (!keys.add(key.getValue())) {
        throw new DocumentSyntax(
            placed,
            "duplicate-property",
            "\"" + key.getValue() + "\" stands here for the second time.",
            "Keep one of the two.");
      }
      entries.add(new Node.Entry(key.getValue(), placed, node(next(), pointer, depth + 1)));
    }
    return new Node.Mapping(at, entries);
  }

  private Node sequence(Mark at, int depth) throws DocumentSyntax {
    List<Node> items = new ArrayList<>();
    for (var event = next(); !(event instanceof SequenceEndEvent); event = next()) {
      items.add(node(event, at.pointer() + "/" + items.size(), depth + 1));
    }
    return new Node.Sequence(at, items);
  }

  private static void refuseIndirection(Event event, Mark at) throws DocumentSyntax {
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
      throw new DocumentSyntax(
          at, "yaml-alias", "Anchors and aliases are not read.", "Write the value out.");
    }
    boolean tagged =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag().isPresent();
          case MappingStartEvent mapping -> mapping.getTag().isPresent();
          case SequenceStartEvent sequence -> sequence.getTag().isPresent();
          default -> false;
        };
    if (tagged) {
      throw new DocumentSyntax(
          at, "yaml-tag", "Tags (\"!…\") are not read.", "Write the value without a tag.");
    }
  }

  private static JsonNode json(ScalarEvent scalar, Mark at) throws DocumentSyntax {
    String text = scalar.getValue();
    Tag tag = scalar.isPlain() ? SCALARS.resolve(text, true) : Tag.STR;
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text, tag, at);
    }
    return JSON.stringNode(text);
  }

  private static JsonNode number(String text, Tag tag, Mark at) throws DocumentSyntax {
    try {
      if (text.length() > 40) {
        throw new NumberFormatException(text);
      }
      if (tag.equals(Tag.FLOAT)) {
        var decimal = new BigDecimal(text);
        if (Math.abs((long) decimal.scale()) > 308) {
          throw new NumberFormatException(text);
        }
        return JSON.numberNode(decimal);
      }
      var integer = new BigInteger(text);
      return integer.bitLength() < 64
          ? JSON.numberNode(integer.longValue())
          : JSON.numberNode(integer);
    } catch (NumberFormatException e) {
      throw new DocumentSyntax(
          at, "number", "This number cannot be read.", "Write it in decimal, or in quotes.");
    }
  }

  private Event next() {
    return events.next();
  }

  private static Mark mark(String pointer, Event event) {
    return event
        .getStartMark()
        .map(mark -> new Mark(pointer, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Mark(pointer, 1, 1));
  }
}
