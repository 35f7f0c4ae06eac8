package io.tributary.runtime.grants;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.manifest.HostGrant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an organization said about the hosts of a component. What nobody spoke of is closed, and
 * flows with a version that asks for it are not deployed until somebody does.
 *
 * @param allowed hosts, or all below a domain; never touched by a refused one
 */
public record HostDecision(
    OrganizationName organization,
    ComponentRef component,
    Set<HostGrant> allowed,
    Set<HostGrant> refused) {
  /** The most hosts that are kept for one component. */
  public static final int MOST_HOSTS = 100;

  public HostDecision {
    allowed = Set.copyOf(allowed);
    refused = Set.copyOf(refused);
  }

  /** Nothing was said yet. */
  static HostDecision none(OrganizationName organization, ComponentRef component) {
    return new HostDecision(organization, component, Set.of(), Set.of());
  }

  /**
   * The same with something new said. The newer word counts: it takes away whatever said otherwise
   * of the same host, of a domain around it or of a host below it.
   */
  HostDecision with(Collection<HostGrant> allow, Collection<HostGrant> refuse) {
    var allowedNow = new LinkedHashSet<>(allowed);
    var refusedNow = new LinkedHashSet<>(refused);
    for (var host : allow) {
      refusedNow.removeIf(other -> touch(host, other));
      allowedNow.add(host);
    }
    for (var host : refuse) {
      allowedNow.removeIf(other -> touch(host, other));
      refusedNow.add(host);
    }
    return new HostDecision(organization, component, allowedNow, refusedNow);
  }

  /** Of the hosts that a version asks for, those of which nothing was said. */
  public List<HostGrant> undecided(List<HostGrant> asked) {
    return asked.stream()
        .filter(
            host ->
                Stream.concat(allowed.stream(), refused.stream())
                    .noneMatch(said -> touch(said, host)))
        .toList();
  }

  /** What a version that asks for these may reach: what was asked for and is allowed. */
  public List<HostGrant> open(List<HostGrant> asked) {
    var open = new LinkedHashSet<HostGrant>();
    for (var host : asked) {
      if (allowed.stream().anyMatch(said -> said.covers(host))) {
        open.add(host);
      } else {
        allowed.stream().filter(host::covers).forEach(open::add);
      }
    }
    return List.copyOf(open);
  }

  /** As people write them, in order. */
  static List<String> words(Collection<HostGrant> hosts) {
    var words = new TreeSet<String>();
    hosts.forEach(host -> words.add(host.toString()));
    return List.copyOf(words);
  }

  private static boolean touch(HostGrant one, HostGrant other) {
    return one.covers(other) || other.covers(one);
  }
}
