package io.tributary.runtime.components;

import io.tributary.contracts.names.VersionRef;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the version that a selector means on the shelf of this moment. */
@Component
public final class ResolveComponent {
  private final Components components;

  public ResolveComponent(Components components) {
    this.components = components;
  }

  public Resolution resolve(ComponentSelector selector) {
    var versions = components.versions(selector.component());
    if (versions.isEmpty()) {
      return new Resolution.UnknownComponent(
          components.all().stream().map(Object::toString).sorted().toList());
    }
    return versions.stream()
        .filter(selector.version()::admits)
        .max(Comparator.naturalOrder())
        .flatMap(version -> components.find(new VersionRef(selector.component(), version)))
        .<Resolution>map(Resolution.Resolved::new)
        .orElseGet(
            () ->
                new Resolution.UnknownVersion(
                    versions.stream()
                        .sorted(Collections.reverseOrder())
                        .map(Object::toString)
                        .toList()));
  }

  /** What came of it. */
  public sealed interface Resolution {
    record Resolved(ComponentVersion version) implements Resolution {}

    /**
     * Nobody listed a component of this name.
     *
     * @param known every component on the shelf
     */
    record UnknownComponent(List<String> known) implements Resolution {}

    /**
     * The component is listed, in other versions.
     *
     * @param listed the component's versions, highest first
     */
    record UnknownVersion(List<String> listed) implements Resolution {}
  }
}
