package io.tributary.contracts.names;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tributary.manifest.SemanticVersion;

/** One version of a component as people write it: {@code publisher/component@1.4.2}. */
public record VersionRef(ComponentRef component, SemanticVersion version) {

  /**
   * Reads {@code publisher/component@version}.
   *
   * @throws InvalidName where the text has no {@code @} or a part is not what it should be
   */
  @JsonCreator
  public static VersionRef parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      throw new InvalidName("version reference", text, "write publisher/component@version");
    }
    return new VersionRef(
        ComponentRef.parse(text.substring(0, at)), SemanticVersion.parse(text.substring(at + 1)));
  }

  @JsonValue
  @Override
  public String toString() {
    return component + "@" + version;
  }
}
