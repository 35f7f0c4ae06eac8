package io.tributary.contracts.names;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Who publishes components; belongs to one organization. */
public record PublisherName(@JsonValue String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{2,39}");

  @JsonCreator
  public PublisherName {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidName(
          "publisher", value, "use 3 to 40 of a-z, 0-9 and -, starting with a letter");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
