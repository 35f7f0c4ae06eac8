package io.tributary.contracts.names;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A component's name, unique for its publisher. */
public record ComponentName(@JsonValue String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{2,39}");

  @JsonCreator
  public ComponentName {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidName(
          "component", value, "use 3 to 40 of a-z, 0-9 and -, starting with a letter");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
