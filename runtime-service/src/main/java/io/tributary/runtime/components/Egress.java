package io.tributary.runtime.components;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.manifest.HostGrant;
import io.tributary.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hosts that a component's manifest asks for, in the words of the egress proxy. */
public final class Egress {
  private Egress() {}

  /** Those that the manifest names outright. */
  public static List<HostGrant> named(Manifest manifest) {
    return manifest.network().stream()
        .filter(grant -> !(grant instanceof HostGrant.FromConnection))
        .toList();
  }

  /** Grants that are no templates, in the proxy's words. */
  public static List<StepAssignment.HostGrant> words(List<HostGrant> grants) {
    return grants.stream().flatMap(grant -> word(grant).stream()).toList();
  }

  /**
   * Those that the manifest draws from a connection's fields; a field without a host grants
   * nothing.
   */
  public static List<StepAssignment.HostGrant> drawnFrom(
      Manifest manifest, Map<String, String> connection) {
    return manifest.network().stream()
        .filter(HostGrant.FromConnection.class::isInstance)
        .flatMap(grant -> grant.filledFrom(connection).stream())
        .flatMap(grant -> word(grant).stream())
        .distinct()
        .toList();
  }

  private static Optional<StepAssignment.HostGrant> word(HostGrant grant) {
    return switch (grant) {
      case HostGrant.Exact(var host, var port) ->
          Optional.of(new StepAssignment.HostGrant(host, port));
      case HostGrant.Subdomains(var parent, var port) ->
          Optional.of(new StepAssignment.HostGrant("*." + parent, port));
      case HostGrant.FromConnection _ -> Optional.empty();
    };
  }
}
