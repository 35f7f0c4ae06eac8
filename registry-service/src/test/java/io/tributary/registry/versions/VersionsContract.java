package io.tributary.registry.versions;

import static io.tributary.registry.versions.AVersion.COMMIT;
import static io.tributary.registry.versions.AVersion.NOW;
import static io.tributary.registry.versions.AVersion.claimed;
import static io.tributary.registry.versions.AVersion.listed;
import static io.tributary.registry.versions.AVersion.unbuildable;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ComponentRef;
import org.junit.jupiter.api.Test;

/** What every {@link Versions} keeps. */
abstract class VersionsContract {

  abstract Versions versions();

  @Test
  void everyStateIsKeptAsItIs() {
    ComponentVersionTest.states()
        .forEach(
            (state, version) -> {
              var claimed =
                  claimed(
                      "acme/" + state + "-part@1.0.0",
                      COMMIT,
                      Math.floorMod(state.hashCode(), 1_000_000));
              var kept =
                  new ComponentVersion(
                      claimed.reference(),
                      claimed.organization(),
                      claimed.source(),
                      version.state());

              assertThat(versions().add(kept)).isTrue();

              assertThat(versions().find(kept.reference())).contains(kept);
            });
  }

  @Test
  void numberIsSpentOnce() {
    versions().add(claimed("acme/ledger@1.0.0"));

    assertThat(versions().add(unbuildable("acme/ledger@1.0.0"))).isFalse();
  }

  @Test
  void changeNeedsTheVersionToBeWhatItWas() {
    var before = claimed("acme/ledger@1.0.0");
    versions().add(before);
    var failed = before.unbuildable("compile-failed", "no", NOW);

    assertThat(versions().change(before, failed)).isTrue();
    assertThat(versions().change(before, failed)).isFalse();

    assertThat(versions().find(before.reference())).contains(failed);
  }

  @Test
  void componentsVersionsComeHighestFirst() {
    for (String number : new String[] {"1.9.0", "1.10.0", "2.0.0-rc.1", "2.0.0", "0.1.0"}) {
      versions().add(claimed("acme/ledger@" + number));
    }
    versions().add(claimed("acme/other@3.0.0"));

    assertThat(versions().of(ComponentRef.parse("acme/ledger")))
        .extracting(version -> version.reference().version().toString())
        .containsExactly("2.0.0", "2.0.0-rc.1", "1.10.0", "1.9.0", "0.1.0");
  }

  @Test
  void searchFindsTheLatestListedOfEachComponent() {
    versions().add(listed("acme/ledger@1.9.0"));
    versions().add(listed("acme/ledger@1.10.0"));
    versions().add(listed("acme/ledger@2.0.0-rc.1"));
    versions().add(claimed("acme/ledger@3.0.0"));
    versions().add(listed("acme/archive@1.0.0"));

    assertThat(versions().search("", 10))
        .extracting(version -> version.reference().toString())
        .containsExactly("acme/archive@1.0.0", "acme/ledger@1.10.0");
    assertThat(versions().search("", 1)).hasSize(1);
  }

  @Test
  void searchFindsByActionAndByEveryWord() {
    versions().add(listed("acme/ledger@1.0.0"));

    assertThat(versions().search("create INVOICE ledger", 10)).hasSize(1);
    assertThat(versions().search("create order", 10)).isEmpty();
  }

  @Test
  void searchTakesSignsOfPatternsLiterally() {
    versions().add(listed("acme/ledger@1.0.0"));

    assertThat(versions().search("l_dger", 10)).isEmpty();
    assertThat(versions().search("%", 10)).isEmpty();
    assertThat(versions().search("\\", 10)).isEmpty();
  }

  @Test
  void buildNumbersGrow() {
    assertThat(versions().nextBuild()).isLessThan(versions().nextBuild());
  }
}
