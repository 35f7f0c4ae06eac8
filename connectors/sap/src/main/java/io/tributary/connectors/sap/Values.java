package io.tributary.connectors.sap;

import io.tributary.sdk.GiveUp;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Single values: as services of each version have them in JSON and in addresses, and as flows have
 * them. Amounts and long numbers are texts in flows, so that nothing on the way rounds them.
 */
record Values(Protocol protocol) {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");

  /** From the service to the flow. */
  Object out(String type, boolean dateOnly, Object raw) {
    return switch (raw) {
      case null -> null;
      case Number number when type.equals("Edm.Decimal") || type.equals("Edm.Int64") ->
          plain(number);
      case String text ->
          switch (type) {
            case "Edm.Decimal", "Edm.Int64" -> text.strip();
            case "Edm.Double", "Edm.Single" -> number(text);
            case "Edm.Byte", "Edm.SByte", "Edm.Int16", "Edm.Int32" -> number(text);
            case "Edm.Time" -> Instants.timeOfDay(text);
            case "Edm.Binary" -> protocol == Protocol.V4 ? standard(text) : text;
            default -> moment(type, dateOnly, text);
          };
      default -> raw;
    };
  }

  /** From the flow to the service, in JSON. */
  Object in(String type, Object value, String place) {
    if (value == null) {
      return null;
    }
    if (value instanceof Map || value instanceof List) {
      throw new GiveUp(place + ": is no single value. Map one of " + type);
    }
    return switch (type) {
      case "Edm.Decimal", "Edm.Int64" ->
          protocol == Protocol.V2 ? decimal(value, place).toPlainString() : decimal(value, place);
      case "Edm.Double", "Edm.Single" ->
          protocol == Protocol.V2 ? String.valueOf(value) : number(String.valueOf(value));
      case "Edm.Byte", "Edm.SByte", "Edm.Int16", "Edm.Int32" -> whole(value, place);
      case "Edm.Boolean" -> bool(value, place);
      case "Edm.DateTime" -> Instants.toWire(Instants.read(place, value), false);
      case "Edm.DateTimeOffset" ->
          protocol == Protocol.V2
              ? Instants.toWire(Instants.read(place, value), true)
              : Instants.utc(Instants.read(place, value));
      case "Edm.Date" -> Instants.date(Instants.read(place, value));
      case "Edm.Time" -> Instants.toDuration(place, value);
      case "Edm.Binary" -> protocol == Protocol.V4 ? urlSafe(String.valueOf(value)) : value;
      case "Edm.String", "Edm.Guid" -> String.valueOf(value);
      default -> value;
    };
  }

  /** As an address has it, not percent-encoded yet. */
  String literal(String type, Object value, String place) {
    if (value == null) {
      return "null";
    }
    var text = String.valueOf(value);
    return switch (type) {
      case "Edm.Boolean" -> bool(value, place).toString();
      case "Edm.Byte", "Edm.SByte", "Edm.Int16", "Edm.Int32" -> whole(value, place).toString();
      case "Edm.Int64" -> decimal(value, place).toPlainString() + suffix("L");
      case "Edm.Decimal" -> decimal(value, place).toPlainString() + suffix("M");
      case "Edm.Double" -> decimal(value, place).toString() + suffix("d");
      case "Edm.Single" -> decimal(value, place).toString() + suffix("f");
      case "Edm.DateTime" -> "datetime'" + Instants.local(Instants.read(place, value)) + "'";
      case "Edm.DateTimeOffset" -> {
        var instant = Instants.utc(Instants.read(place, value));
        yield protocol == Protocol.V2 ? "datetimeoffset'" + instant + "'" : instant;
      }
      case "Edm.Date" -> Instants.date(Instants.read(place, value));
      case "Edm.TimeOfDay" -> checked(text, "[0-9:.]{5,18}", type, place);
      case "Edm.Time" -> "time'" + Instants.toDuration(place, value) + "'";
      case "Edm.Guid" -> {
        var guid = checked(text, "[0-9A-Fa-f-]{32,36}", type, place);
        yield protocol == Protocol.V2 ? "guid'" + guid + "'" : guid;
      }
      case "Edm.Binary" -> "binary'" + checked(text, "[0-9A-Za-z_=-]*", type, place) + "'";
      default -> "'" + text.replace("'", "''") + "'";
    };
  }

  /**
   * An instant to compare a property with. Where that has parts of seconds, so has the literal:
   * some services compare them as texts.
   */
  String stamp(Metadata.Property property, Instant instant) {
    boolean hasParts = property.precision() > 0;
    boolean isLocal = property.type().equals("Edm.DateTime");
    var text = Instants.local(instant, hasParts ? 3 : 0);
    if (isLocal) {
      return "datetime'" + text + "'";
    }
    return protocol == Protocol.V2 ? "datetimeoffset'" + text + "Z'" : text + "Z";
  }

  /** Of a value that no property's type is known for. */
  String literal(Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean truth -> truth.toString();
      case Number number -> plain(number);
      default -> literal("Edm.String", value, "");
    };
  }

  /** The value that an address's literal stands for, as flows have it. */
  Object ofLiteral(String type, String literal) {
    var text = literal.strip();
    int quote = text.indexOf('\'');
    if (quote >= 0 && text.endsWith("'") && text.length() > quote + 1) {
      text = text.substring(quote + 1, text.length() - 1).replace("''", "'");
    } else if (protocol == Protocol.V2 && type.matches("Edm\\.(Int64|Decimal|Double|Single)")) {
      text = text.replaceFirst("[LlMmDdFf]$", "");
    }
    if (type.equals("Edm.Boolean")) {
      return text.equals("true");
    }
    return out(type, false, text);
  }

  Map<String, Object> schema(Metadata.Property property, String type) {
    var schema = new LinkedHashMap<String, Object>();
    if (!property.label().isEmpty()) {
      schema.put("title", property.label());
    }
    var word =
        switch (type) {
          case "Edm.Boolean" -> "boolean";
          case "Edm.Byte", "Edm.SByte", "Edm.Int16", "Edm.Int32" -> "integer";
          case "Edm.Double", "Edm.Single" -> "number";
          default -> "string";
        };
    schema.put("type", property.nullable() ? List.of(word, "null") : word);
    switch (type) {
      case "Edm.DateTimeOffset" -> schema.put("format", "date-time");
      case "Edm.Date" -> schema.put("format", "date");
      case "Edm.Guid" -> schema.put("format", "uuid");
      case "Edm.DateTime" -> {
        if (property.dateOnly()) {
          schema.put("format", "date");
        }
      }
      case "Edm.String" -> {
        if (property.maxLength() > 0) {
          schema.put("maxLength", property.maxLength());
        }
      }
      default -> {}
    }
    return schema;
  }

  private String suffix(String letter) {
    return protocol == Protocol.V2 ? letter : "";
  }

  private static Object moment(String type, boolean dateOnly, String text) {
    var instant = Instants.wire(text);
    if (instant.isEmpty()) {
      return text;
    }
    if (dateOnly) {
      return Instants.date(instant.get());
    }
    return type.equals("Edm.DateTimeOffset")
        ? Instants.utc(instant.get())
        : Instants.local(instant.get());
  }

  private static String plain(Number number) {
    return number instanceof BigDecimal exact ? exact.toPlainString() : number.toString();
  }

  /** INF and NaN stay texts: JSON has no numbers for them. */
  private static Object number(String text) {
    try {
      return WHOLE.matcher(text).matches() && text.length() < 18
          ? (Object) Long.valueOf(text)
          : new BigDecimal(text.strip());
    } catch (NumberFormatException other) {
      return text;
    }
  }

  private static BigDecimal decimal(Object value, String place) {
    try {
      var number = new BigDecimal(String.valueOf(value).strip());
      if (Math.abs((long) number.scale()) < 400 && number.precision() < 400) {
        return number;
      }
    } catch (NumberFormatException broken) {
      // Told below.
    }
    throw new GiveUp("%s: \"%s\" is no number. Write one like 12.50".formatted(place, value));
  }

  private static Long whole(Object value, String place) {
    try {
      return decimal(value, place).longValueExact();
    } catch (ArithmeticException broken) {
      throw new GiveUp("%s: \"%s\" is no whole number. Map one".formatted(place, value));
    }
  }

  private static Boolean bool(Object value, String place) {
    return switch (String.valueOf(value)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new GiveUp("%s: \"%s\" is neither true nor false".formatted(place, value));
    };
  }

  private static String checked(String text, String shape, String type, String place) {
    if (!text.matches(shape)) {
      throw new GiveUp("%s: \"%s\" is no %s. Correct the value".formatted(place, text, type));
    }
    return text;
  }

  private static String standard(String urlSafe) {
    var text = urlSafe.replace('-', '+').replace('_', '/').replace("=", "");
    return text + "=".repeat((4 - text.length() % 4) % 4);
  }

  private static Object urlSafe(String standard) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(standard.replace('-', '+').replace('_', '/'));
      return Base64.getUrlEncoder().encodeToString(bytes);
    } catch (IllegalArgumentException broken) {
      return standard;
    }
  }
}
