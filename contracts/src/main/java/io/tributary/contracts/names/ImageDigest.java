package io.tributary.contracts.names;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** An image's manifest digest (OCI image specification); names exactly one image for ever. */
public record ImageDigest(@JsonValue String value) {
  private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}");

  @JsonCreator
  public ImageDigest {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidName("image digest", value, "use sha256: and 64 hexadecimal digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
