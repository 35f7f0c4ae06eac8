package io.tributary.builder.builds;

import io.tributary.builder.builds.BuildState.Queued;
import io.tributary.builder.builds.BuildState.Running;
import io.tributary.builder.builds.BuildState.Succeeded;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Builds for tests; passes the contract. */
public final class InMemoryBuilds implements Builds {
  private final TreeMap<Long, Build> builds = new TreeMap<>();
  private final Map<Long, Instant> leases = new HashMap<>();
  private final Map<OrganizationName, Instant> begun = new HashMap<>();

  @Override
  public synchronized boolean add(Build build) {
    return builds.putIfAbsent(build.id().value(), build) == null;
  }

  @Override
  public synchronized Optional<Build> find(BuildId id) {
    return Optional.ofNullable(builds.get(id.value()));
  }

  @Override
  public synchronized List<Build> list(
      OrganizationName organization, Optional<BuildId> before, int limit) {
    return builds.values().stream()
        .filter(build -> build.order().organization().equals(organization))
        .filter(build -> before.isEmpty() || build.id().value() < before.get().value())
        .sorted(Comparator.comparingLong((Build build) -> build.id().value()).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Build> claim(
      WorkerId worker, Instant now, Duration lease, Set<OrganizationName> held) {
    var free =
        builds.values().stream()
            .filter(build -> isFree(build, now))
            .filter(
                build ->
                    build.state() instanceof Running
                        || !held.contains(build.order().organization()))
            .min(
                Comparator.comparingLong(this::inWork)
                    .thenComparing(build -> begun.getOrDefault(owner(build), Instant.MIN))
                    .thenComparingLong(build -> build.id().value()));
    var claimed = free.map(build -> build.claimed(worker, now));
    claimed.ifPresent(
        build -> {
          builds.put(build.id().value(), build);
          leases.put(build.id().value(), now.plus(lease));
          begun.put(owner(build), now);
        });
    return claimed;
  }

  private long inWork(Build build) {
    return builds.values().stream()
        .filter(other -> other.state() instanceof Running && owner(other).equals(owner(build)))
        .count();
  }

  private static OrganizationName owner(Build build) {
    return build.order().organization();
  }

  @Override
  public synchronized boolean extend(BuildId id, WorkerId worker, Instant until) {
    boolean own = find(id).filter(build -> build.runningBy(worker)).isPresent();
    if (own) {
      leases.put(id.value(), until);
    }
    return own;
  }

  @Override
  public synchronized Optional<Build> change(BuildId id, UnaryOperator<Build> transition) {
    var after = find(id).map(transition);
    after.ifPresent(build -> builds.put(id.value(), build));
    return after;
  }

  @Override
  public synchronized Optional<Succeeded> made(
      ComponentRef component, CommitId commit, String base) {
    return builds.values().stream()
        .filter(build -> isOf(build, component, commit))
        .flatMap(
            build ->
                build.state() instanceof Succeeded made
                    ? Optional.of(made).stream()
                    : java.util.stream.Stream.<Succeeded>empty())
        .filter(made -> made.base().equals(base))
        .findFirst();
  }

  private boolean isFree(Build build, Instant now) {
    boolean waits =
        build.state() instanceof Queued
            || (build.state() instanceof Running && leases.get(build.id().value()).isBefore(now));
    return waits && builds.values().stream().noneMatch(other -> isBusyWithTheSame(other, build));
  }

  private static boolean isBusyWithTheSame(Build other, Build build) {
    return other.state() instanceof Running
        && !other.id().equals(build.id())
        && isOf(other, build.order().version().component(), build.order().commit());
  }

  private static boolean isOf(Build build, ComponentRef component, CommitId commit) {
    return build.order().version().component().equals(component)
        && build.order().commit().equals(commit);
  }
}
