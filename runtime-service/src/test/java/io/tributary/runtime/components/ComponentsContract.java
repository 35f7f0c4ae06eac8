package io.tributary.runtime.components;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.VersionRef;
import io.tributary.runtime.components.ResolveComponent.Resolution;
import org.junit.jupiter.api.Test;

abstract class ComponentsContract {
  abstract Components components();

  @Test
  void aVersionThatWasListedIsFoundWithItsImage() {
    var components = components();
    components.list(
        InMemoryComponents.listing("tributary/webhook@1.0.0", 'a', InMemoryComponents.WEBHOOK));

    var found = components.find(VersionRef.parse("tributary/webhook@1.0.0")).orElseThrow();

    assertThat(found.image().value()).startsWith("sha256:aaaa");
    assertThat(found.manifest().trigger("receive")).isPresent();
    assertThat(components.all()).containsExactly(ComponentRef.parse("tributary/webhook"));
  }

  @Test
  void listingAVersionAgainNeverChangesItsImage() {
    var components = components();
    components.list(
        InMemoryComponents.listing("tributary/webhook@1.0.0", 'a', InMemoryComponents.WEBHOOK));

    components.list(
        InMemoryComponents.listing("tributary/webhook@1.0.0", 'f', InMemoryComponents.WEBHOOK));

    assertThat(components.find(VersionRef.parse("tributary/webhook@1.0.0")).orElseThrow().image())
        .asString()
        .startsWith("sha256:aaaa");
  }

  @Test
  void selectorsFindTheHighestReleaseOfTheirLine() {
    var components = components();
    for (String version : new String[] {"1.0.0", "1.2.0", "1.10.1", "2.0.0", "3.0.0-rc.1"}) {
      components.list(
          InMemoryComponents.listing(
              "tributary/webhook@" + version, 'a', InMemoryComponents.WEBHOOK));
    }

    assertThat(resolved(components, "tributary/webhook")).isEqualTo("2.0.0");
    assertThat(resolved(components, "tributary/webhook@1")).isEqualTo("1.10.1");
    assertThat(resolved(components, "tributary/webhook@1.2")).isEqualTo("1.2.0");
    assertThat(resolved(components, "tributary/webhook@3.0.0-rc.1")).isEqualTo("3.0.0-rc.1");
    assertThat(resolved(components, "tributary/webhook@3")).isEqualTo("none");
  }

  private static String resolved(Components components, String selector) {
    return switch (new ResolveComponent(components).resolve(ComponentSelector.parse(selector))) {
      case Resolution.Resolved(var version) -> version.ref().version().toString();
      case Resolution.UnknownVersion _, Resolution.UnknownComponent _ -> "none";
    };
  }
}
