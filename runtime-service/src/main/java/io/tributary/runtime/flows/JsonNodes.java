package io.tributary.runtime.flows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads JSON token by token, so that every node keeps its place; duplicate keys are refused. */
final class JsonNodes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(33).maxNumberLength(40).build())
          .build();

  private final JsonParser parser;

  private JsonNodes(JsonParser parser) {
    this.parser = parser;
  }

  static Node read(String text) throws DocumentSyntax {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      var reader = new JsonNodes(parser);
      if (parser.nextToken() == null) {
        throw new DocumentSyntax(
            new Mark("", 1, 1), "empty-document", "The document is empty.", "Write a flow.");
      }
      var root = reader.node("");
      if (parser.nextToken() != null) {
        throw new DocumentSyntax(
            reader.mark(""), "second-document", "More follows the document.", "Send one flow.");
      }
      return root;
    } catch (StreamConstraintsException e) {
      throw new DocumentSyntax(
          mark("", e.getLocation()),
          "too-deep",
          "Nested deeper than 32 levels, or a number of more than 40 digits.",
          "Flatten the fields.");
    } catch (JacksonException e) {
      throw new DocumentSyntax(
          mark("", e.getLocation()),
          "not-json",
          "This is not JSON: " + firstLine(e.getOriginalMessage()),
          "Check commas, quotes and brackets at this place.");
    }
  }

  private Node node(String pointer) throws DocumentSyntax {
    var at = mark(pointer);
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(at);
      case START_ARRAY -> sequence(at);
      case VALUE_TRUE -> new Node.Scalar(at, JSON.booleanNode(true));
      case VALUE_FALSE -> new Node.Scalar(at, JSON.booleanNode(false));
      case VALUE_NULL -> new Node.Scalar(at, JSON.nullNode());
      case VALUE_NUMBER_INT -> new Node.Scalar(at, integer());
      case VALUE_NUMBER_FLOAT -> new Node.Scalar(at, decimal(at));
      case VALUE_STRING -> new Node.Scalar(at, JSON.stringNode(parser.getString()));
      default ->
          throw new DocumentSyntax(at, "not-json", "A value is missing here.", "Add the value.");
    };
  }

  private Node mapping(Mark at) throws DocumentSyntax {
    List<Node.Entry> entries = new ArrayList<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      String pointer = Mark.pointerTo(at.pointer(), key);
      var keyAt = mark(pointer);
      parser.nextToken();
      entries.add(new Node.Entry(key, keyAt, node(pointer)));
    }
    return new Node.Mapping(at, entries);
  }

  private Node sequence(Mark at) throws DocumentSyntax {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(at.pointer() + "/" + items.size()));
    }
    return new Node.Sequence(at, items);
  }

  private tools.jackson.databind.JsonNode integer() {
    var integer = parser.getBigIntegerValue();
    return integer.bitLength() < 64
        ? JSON.numberNode(integer.longValue())
        : JSON.numberNode(integer);
  }

  private tools.jackson.databind.JsonNode decimal(Mark at) throws DocumentSyntax {
    var decimal = parser.getDecimalValue();
    if (Math.abs((long) decimal.scale()) > 308) {
      throw new DocumentSyntax(at, "number", "This number cannot be read.", "Write it in quotes.");
    }
    return JSON.numberNode(decimal);
  }

  private Mark mark(String pointer) {
    return mark(pointer, parser.currentTokenLocation());
  }

  private static Mark mark(String pointer, @Nullable TokenStreamLocation at) {
    if (at == null) {
      return new Mark(pointer, 1, 1);
    }
    return new Mark(pointer, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
