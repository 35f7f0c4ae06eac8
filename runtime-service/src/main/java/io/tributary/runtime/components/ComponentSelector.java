package io.tributary.runtime.components;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.InvalidName;

/** A component as flows and connections name it: {@code publisher/name}, perhaps with a version. */
public record ComponentSelector(ComponentRef component, VersionSelector version) {

  /**
   * Reads {@code publisher/name}, {@code publisher/name@1} and so on.
   *
   * @throws InvalidName where a part is not what it should be
   */
  public static ComponentSelector parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return new ComponentSelector(ComponentRef.parse(text), new VersionSelector.Latest());
    }
    return new ComponentSelector(
        ComponentRef.parse(text.substring(0, at)), VersionSelector.parse(text.substring(at + 1)));
  }

  @Override
  public String toString() {
    return version instanceof VersionSelector.Latest
        ? component.toString()
        : component + "@" + version;
  }
}
