package io.tributary.registry.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.json.Json;
import io.tributary.registry.versions.ComponentVersion;
import io.tributary.registry.versions.VersionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version on the wire.
 *
 * @param reason why it is unbuildable, deprecated or withdrawn
 * @param manifest only where one version is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VersionView(
    VersionRef reference,
    String version,
    String state,
    CommitId commit,
    long build,
    @Nullable ImageDigest image,
    @Nullable String reason,
    Instant since,
    @Nullable JsonNode manifest) {

  static VersionView inList(ComponentVersion version) {
    return of(version, null);
  }

  static VersionView whole(ComponentVersion version) {
    return of(version, Json.tree(version.source().manifest()));
  }

  private static VersionView of(ComponentVersion version, @Nullable JsonNode manifest) {
    return new VersionView(
        version.reference(),
        version.reference().version().toString(),
        version.state().word(),
        version.source().commit(),
        version.source().build(),
        version.image().orElse(null),
        reason(version.state()),
        version.state().since(),
        manifest);
  }

  private static @Nullable String reason(VersionState state) {
    return switch (state) {
      case VersionState.Unbuildable(var _, var reason, var _) -> reason;
      case VersionState.Deprecated(var _, var reason, var _) -> reason;
      case VersionState.Withdrawn(var _, var reason, var _) -> reason;
      case VersionState.Claimed _,
          VersionState.Built _,
          VersionState.InReview _,
          VersionState.Listed _ ->
          null;
    };
  }
}
