package io.tributary.registry.catalogue;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.foundation.problems.Refusal;
import io.tributary.registry.versions.ComponentVersion;
import io.tributary.registry.versions.Versions;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue over REST, for everybody who is signed in. */
@RestController
@RequestMapping("/api/v1/components")
class CatalogueController {
  private static final int MOST = 200;
  private final Versions versions;
  private final VisibleVersions visible;

  CatalogueController(Versions versions, VisibleVersions visible) {
    this.versions = versions;
    this.visible = visible;
  }

  /** A list on the wire; more may follow one day, so it is not a bare array. */
  record ComponentList(List<ComponentSummary> components) {}

  /** A component with the versions that the caller may see, highest first. */
  record ComponentView(ComponentSummary summary, List<VersionView> versions) {}

  @GetMapping
  ComponentList search(
      @RequestParam(defaultValue = "") String query, @RequestParam(defaultValue = "50") int limit) {
    int most = Math.clamp(limit, 1, MOST);
    return new ComponentList(
        versions.search(query, most).stream().map(ComponentSummary::of).toList());
  }

  @GetMapping("/{publisher}/{name}")
  ComponentView component(
      @PathVariable String publisher, @PathVariable String name, Caller caller) {
    var component = ComponentRef.parse(publisher + "/" + name);
    var shown =
        Reach.across(Use.CATALOGUE).call(() -> versions.of(component)).stream()
            .filter(version -> visible.maySee(caller, version))
            .toList();
    if (shown.isEmpty()) {
      throw Refusal.notFound(
          "component-not-found",
          "There is no component %s. Search: GET /api/v1/components?query=".formatted(component));
    }
    var latest =
        shown.stream()
            .filter(ComponentVersion::isOnTheShelf)
            .filter(version -> !version.reference().version().isPreRelease())
            .findFirst()
            .or(() -> shown.stream().filter(ComponentVersion::isOnTheShelf).findFirst())
            .orElse(shown.getFirst());
    return new ComponentView(
        ComponentSummary.of(latest), shown.stream().map(VersionView::inList).toList());
  }

  @GetMapping("/{publisher}/{name}/versions/{version}")
  VersionView version(
      @PathVariable String publisher,
      @PathVariable String name,
      @PathVariable String version,
      Caller caller) {
    return VersionView.whole(visible.version(publisher, name, version, caller));
  }
}
