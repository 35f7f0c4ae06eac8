package io.tributary.registry.versions;

import static io.tributary.registry.versions.AVersion.COMMIT;
import static io.tributary.registry.versions.AVersion.IMAGE;
import static io.tributary.registry.versions.AVersion.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ComponentVersionTest {
  private static final Map<String, ComponentVersion> STATES = states();
  private static final Map<String, UnaryOperator<ComponentVersion>> TRANSITIONS = transitions();
  private static final Set<String> ALLOWED =
      Set.of(
          "claimed -> built",
          "claimed -> unbuildable",
          "unbuildable -> claimed",
          "built -> in-review",
          "built -> listed",
          "in-review -> listed",
          "listed -> deprecated",
          "listed -> withdrawn",
          "deprecated -> withdrawn");

  @Test
  void onlyTheArrowsOfTheHouseArePossible() {
    var possible = new TreeSet<String>();
    STATES.forEach(
        (from, version) ->
            TRANSITIONS.forEach(
                (to, transition) -> {
                  try {
                    assertThat(transition.apply(version).state().word()).isEqualTo(to);
                    possible.add(from + " -> " + to);
                  } catch (IllegalTransition refused) {
                    assertThat(refused).hasMessageContaining(from);
                  }
                }));

    assertThat(possible).containsExactlyInAnyOrderElementsOf(ALLOWED);
  }

  @Test
  void imageStaysTheSameFromBuiltToWithdrawn() {
    var version = AVersion.claimed("acme/ledger@1.0.0").built(IMAGE, NOW);

    var images =
        List.of(
            version.image(),
            version.submitted(NOW).image(),
            version.listed(NOW).image(),
            version.listed(NOW).deprecated("old", NOW).image(),
            version.listed(NOW).withdrawn("leaks", NOW).image());

    assertThat(images).allSatisfy(image -> assertThat(image).contains(IMAGE));
  }

  @Test
  void onlyUnbuildableNumberIsFreeForAnotherCommit() {
    STATES.forEach(
        (state, version) ->
            assertThat(version.isClaimable()).isEqualTo(state.equals("unbuildable")));
  }

  @Test
  void listedVersionIsNeverClaimedAgain() {
    var listed = AVersion.listed("acme/ledger@1.0.0");

    assertThatThrownBy(() -> listed.reclaimed(new ComponentVersion.Source(COMMIT, 2, "{}"), NOW))
        .isInstanceOf(IllegalTransition.class)
        .hasMessage("acme/ledger@1.0.0 is listed and cannot be claimed again");
  }

  static Map<String, ComponentVersion> states() {
    var claimed = AVersion.claimed("acme/ledger@1.0.0");
    var built = claimed.built(IMAGE, NOW);
    var states = new LinkedHashMap<String, ComponentVersion>();
    for (var version :
        List.of(
            claimed,
            built,
            built.submitted(NOW),
            built.listed(NOW),
            built.listed(NOW).deprecated("old", NOW),
            built.listed(NOW).withdrawn("leaks", NOW),
            claimed.unbuildable("compile-failed", "no", NOW))) {
      states.put(version.state().word(), version);
    }
    return states;
  }

  private static Map<String, UnaryOperator<ComponentVersion>> transitions() {
    var next = new ComponentVersion.Source(COMMIT, 99, "{}");
    return Map.of(
        "claimed", version -> version.reclaimed(next, NOW),
        "built", version -> version.built(IMAGE, NOW),
        "unbuildable", version -> version.unbuildable("compile-failed", "no", NOW),
        "in-review", version -> version.submitted(NOW),
        "listed", version -> version.listed(NOW),
        "deprecated", version -> version.deprecated("old", NOW),
        "withdrawn", version -> version.withdrawn("leaks", NOW));
  }
}
