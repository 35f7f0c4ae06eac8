package io.tributary.contracts.names;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A step's name, unique in its flow. */
public record StepName(@JsonValue String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  @JsonCreator
  public StepName {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidName("step", value, "use 1 to 40 of a-z, 0-9 and -, starting with a letter");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
