package io.tributary.contracts.names;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** An organization (tenant) as it stands in addresses and tokens: Keycloak's organization alias. */
public record OrganizationName(@JsonValue String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{1,39}");

  @JsonCreator
  public OrganizationName {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidName(
          "organization", value, "use 2 to 40 of a-z, 0-9 and -, starting with a letter");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
