package io.tributary.contracts.names;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A connection's name, unique in its organization. */
public record ConnectionName(@JsonValue String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{1,62}");

  @JsonCreator
  public ConnectionName {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidName(
          "connection", value, "use 2 to 63 of a-z, 0-9 and -, starting with a letter");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
