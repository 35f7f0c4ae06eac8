package io.tributary.contracts.names;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A flow's identity, never reused; part of topic names, so it holds no dot. */
public record FlowId(@JsonValue String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]{8,32}");

  @JsonCreator
  public FlowId {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidName("flow id", value, "use the id that the API gave");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
