package io.tributary.registry.intake;

import io.tributary.contracts.names.CommitId;
import io.tributary.icons.Icon;
import io.tributary.manifest.Finding;
import io.tributary.manifest.SemanticVersion;
import io.tributary.registry.repositories.Push.RefChange;
import io.tributary.registry.versions.ComponentVersion;
import java.util.List;
import java.util.Optional;

/** What one ref of a push comes to. */
sealed interface Judgement {
  RefChange change();

  /** May go as it is: a branch in work, or a ref on its way out. */
  record Passed(RefChange change, List<Finding> warnings) implements Judgement {}

  /** Names a version that has this very commit already. */
  record Known(RefChange change, ComponentVersion version, List<Finding> warnings)
      implements Judgement {}

  /**
   * Spends a version number.
   *
   * @param manifest byte for byte as pushed
   * @param icon drawn anew
   */
  record Release(
      RefChange change,
      CommitId commit,
      SemanticVersion version,
      String manifest,
      Optional<Icon> icon,
      List<Finding> warnings)
      implements Judgement {}

  /** The manifest, its icon or its version cannot be taken; all findings, warnings among them. */
  record Wrong(RefChange change, List<Finding> findings) implements Judgement {}

  /** The ref may not be moved so, whatever it holds. */
  record Forbidden(RefChange change, String reason, String advice) implements Judgement {}
}
