package io.tributary.runner.egress;

import io.tributary.contracts.steps.StepAssignment.HostGrant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The hosts that a worker may reach: by their names, or as {@code *.domain} everything below a
 * domain, not the domain itself. What is neither grants nothing.
 */
final class Grants {
  private static final String BELOW = "*.";

  private final Set<Target> hosts = new HashSet<>();
  private final Set<Target> domains = new HashSet<>();

  private Grants() {}

  static Grants of(List<HostGrant> grants) {
    var all = new Grants();
    for (var grant : grants) {
      boolean below = grant.host().startsWith(BELOW);
      var host = below ? grant.host().substring(BELOW.length()) : grant.host();
      Target.of(host, Integer.toString(grant.port()))
          .ifPresent((below ? all.domains : all.hosts)::add);
    }
    return all;
  }

  boolean contain(Target target) {
    return hosts.contains(target)
        || domains.stream()
            .anyMatch(
                domain ->
                    domain.port() == target.port() && target.host().endsWith("." + domain.host()));
  }
}
