package io.tributary.registry.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.icons.Icon;
import org.junit.jupiter.api.Test;

/** What every {@link Icons} keeps. */
abstract class IconsContract {
  private static final Icon RED = Icon.of(new byte[] {1, 2, 3});
  private static final Icon BLUE = Icon.of(new byte[] {4, 5, 6});

  abstract Icons icons();

  /** A version that is there. */
  abstract ComponentVersion version(String reference);

  @Test
  void iconIsKeptByteForByte() {
    var version = version("acme/ledger@1.0.0");

    icons().keep(version, RED);

    assertThat(icons().find(version.reference())).contains(RED);
    assertThat(icons().find(version.reference()).orElseThrow().png()).containsExactly(1, 2, 3);
  }

  @Test
  void versionWithoutAnIconHasNone() {
    var version = version("acme/ledger@1.0.0");
    var other = version("acme/ledger@1.0.1");
    icons().keep(other, RED);

    assertThat(icons().find(version.reference())).isEmpty();
  }

  @Test
  void laterIconTakesThePlaceOfTheOneBefore() {
    var version = version("acme/ledger@1.0.0");
    icons().keep(version, RED);

    icons().keep(version, BLUE);

    assertThat(icons().find(version.reference())).contains(BLUE);
  }

  @Test
  void forgottenIconIsGone() {
    var version = version("acme/ledger@1.0.0");
    icons().keep(version, RED);

    icons().forget(version);
    icons().forget(version);

    assertThat(icons().find(version.reference())).isEmpty();
  }
}
