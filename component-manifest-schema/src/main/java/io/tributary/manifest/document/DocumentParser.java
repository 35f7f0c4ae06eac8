package io.tributary.manifest.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One pass over one text.
 *
 * <p>Duplicate keys are looked for here and not by the parser's own feature, which stops at the
 * first: an author should see all of them at once.
 */
final class DocumentParser {
  private static final int MOST_DIGITS = 1_000;
  private static final int LARGEST_EXPONENT = 308;
  private static final int MOST_FAULTS = 500;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  // Wider than our own limits: ours report with a pointer, these only guard the parser itself.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DocumentReader.DEEPEST + 8)
                  .maxNameLength(1 << 20)
                  .maxNumberLength(1 << 20)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  private final String text;
  private final List<Fault> faults = new ArrayList<>();
  // Made into a pointer only where there is a fault: long names in deep documents cost nothing.
  private final ArrayList<String> path = new ArrayList<>();
  private int tokens;

  DocumentParser(String text) {
    this.text = text;
  }

  DocumentReading parse() {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return parseWith(parser);
    }
  }

  private DocumentReading parseWith(JsonParser parser) {
    Located root;
    try {
      next(parser);
      root = value(parser, place(parser));
    } catch (Stop stop) {
      return ended(stop.fault);
    } catch (JacksonException e) {
      return ended(syntax(e, Fault.Kind.NOT_JSON));
    }
    try {
      if (parser.nextToken() != null) {
        return ended(new Fault(Fault.Kind.TEXT_AFTER_END, place(parser), "", ""));
      }
    } catch (JacksonException e) {
      return ended(syntax(e, Fault.Kind.TEXT_AFTER_END));
    }
    return new DocumentReading.Read(root, faults);
  }

  private Located value(JsonParser parser, Place name) {
    var token = parser.currentToken();
    var place = place(parser);
    if (path.size() >= DocumentReader.DEEPEST && token.isStructStart()) {
      throw new Stop(fault(Fault.Kind.TOO_DEEP, place, Integer.toString(DocumentReader.DEEPEST)));
    }
    return switch (token) {
      case START_OBJECT -> object(parser, name, place);
      case START_ARRAY -> array(parser, name, place);
      default -> Located.scalar(scalar(parser, token, place), name, place);
    };
  }

  private Located object(JsonParser parser, Place name, Place place) {
    var node = NODES.objectNode();
    var members = new LinkedHashMap<String, Located>();
    while (next(parser) != JsonToken.END_OBJECT) {
      var memberPlace = place(parser);
      String member = parser.currentName();
      if (member.length() > DocumentReader.LONGEST_NAME) {
        throw new Stop(fault(Fault.Kind.TOO_LARGE, memberPlace, "256 characters in a name"));
      }
      path.add(member);
      if (faults.size() < MOST_FAULTS && members.containsKey(member)) {
        keep(fault(Fault.Kind.DUPLICATE_KEY, memberPlace, member));
      }
      next(parser);
      var child = value(parser, memberPlace);
      path.removeLast();
      members.put(member, child);
      node.set(member, child.node());
    }
    return Located.object(node, name, place, members);
  }

  private Located array(JsonParser parser, Place name, Place place) {
    var node = NODES.arrayNode();
    var items = new ArrayList<Located>();
    while (next(parser) != JsonToken.END_ARRAY) {
      path.add(Integer.toString(items.size()));
      var child = value(parser, place(parser));
      path.removeLast();
      items.add(child);
      node.add(child.node());
    }
    return Located.array(node, name, place, items);
  }

  private JsonNode scalar(JsonParser parser, JsonToken token, Place place) {
    return switch (token) {
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString(), place);
      default -> NODES.nullNode();
    };
  }

  /** Parsed by hand: a short text such as 1e1000000000 would become a number of a gigabyte. */
  private JsonNode number(String digits, Place place) {
    String lower = digits.toLowerCase(Locale.ROOT);
    int exponentAt = lower.indexOf('e');
    if (digits.length() > MOST_DIGITS || (exponentAt >= 0 && tooLarge(lower, exponentAt))) {
      keep(fault(Fault.Kind.NUMBER_TOO_LARGE, place, ""));
      return NODES.numberNode(0);
    }
    if (exponentAt >= 0 || digits.indexOf('.') >= 0) {
      return NODES.numberNode(new BigDecimal(digits));
    }
    return digits.length() < 19
        ? NODES.numberNode(Long.parseLong(digits))
        : NODES.numberNode(new BigInteger(digits));
  }

  private static boolean tooLarge(String number, int exponentAt) {
    String exponent = number.substring(exponentAt + 1).replaceFirst("^[+-]?0*", "");
    return exponent.length() > 3
        || (!exponent.isEmpty() && Integer.parseInt(exponent) > LARGEST_EXPONENT);
  }

  private JsonToken next(JsonParser parser) {
    tokens++;
    if (tokens > DocumentReader.MOST_TOKENS) {
      throw new Stop(
          new Fault(
              Fault.Kind.TOO_LARGE,
              place(parser),
              "",
              DocumentReader.MOST_TOKENS + " names and values"));
    }
    var token = parser.nextToken();
    if (token == null) {
      throw new Stop(new Fault(Fault.Kind.NOT_JSON, place(parser), "", "the text ends too early"));
    }
    return token;
  }

  private Fault fault(Fault.Kind kind, Place place, String detail) {
    String pointer = "";
    for (var token : path) {
      pointer = Pointers.append(pointer, token);
    }
    return new Fault(kind, place, pointer, detail);
  }

  private void keep(Fault fault) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(fault);
    }
  }

  private DocumentReading ended(Fault fault) {
    faults.add(fault);
    return new DocumentReading.Unreadable(faults);
  }

  private static Fault syntax(JacksonException e, Fault.Kind kind) {
    // Where the part began is not where the fault is, and says more of the parser than of the text.
    String words =
        e.getOriginalMessage()
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst(" \\(start marker at.*", "");
    return new Fault(kind, at(e.getLocation()), "", words);
  }

  private static Place place(JsonParser parser) {
    return at(parser.currentTokenLocation());
  }

  private static Place at(TokenStreamLocation location) {
    return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /** Ends the pass from any depth; carries no trace, because it is no failure of ours. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    Stop(Fault fault) {
      super(fault.kind().name(), null, false, false);
      this.fault = fault;
    }
  }
}
