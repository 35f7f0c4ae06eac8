package io.tributary.contracts.names;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A Git commit (SHA-1 object name). */
public record CommitId(@JsonValue String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{40}");

  @JsonCreator
  public CommitId {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidName("commit", value, "use the full 40 hexadecimal digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
