package io.tributary.registry.versions;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Versions for tests; held to the same contract as the real ones. */
public final class InMemoryVersions implements Versions {
  private static final Comparator<ComponentVersion> LOWEST_FIRST =
      Comparator.comparing(version -> version.reference().version());
  private final Map<VersionRef, ComponentVersion> versions = new ConcurrentHashMap<>();
  private final AtomicLong builds = new AtomicLong();

  @Override
  public Optional<ComponentVersion> find(VersionRef reference) {
    return Optional.ofNullable(versions.get(reference));
  }

  @Override
  public List<ComponentVersion> of(ComponentRef component) {
    return versions.values().stream()
        .filter(version -> version.reference().component().equals(component))
        .sorted(LOWEST_FIRST.reversed())
        .toList();
  }

  @Override
  public List<ComponentVersion> of(OrganizationName organization) {
    return versions.values().stream()
        .filter(version -> version.organization().equals(organization))
        .toList();
  }

  @Override
  public List<ComponentVersion> search(String words, int limit) {
    return versions.values().stream()
        .filter(ComponentVersion::isOnTheShelf)
        .filter(version -> holdsAll(version, words))
        .collect(Collectors.groupingBy(version -> version.reference().component()))
        .values()
        .stream()
        .map(InMemoryVersions::latest)
        .sorted(Comparator.comparing(version -> version.reference().component().toString()))
        .limit(limit)
        .toList();
  }

  @Override
  public boolean add(ComponentVersion version) {
    return versions.putIfAbsent(version.reference(), version) == null;
  }

  @Override
  public boolean change(ComponentVersion before, ComponentVersion after) {
    return versions.replace(before.reference(), before, after);
  }

  @Override
  public long nextBuild() {
    return builds.incrementAndGet();
  }

  private static boolean holdsAll(ComponentVersion version, String words) {
    String text = ShownText.of(version).words();
    return Stream.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
        .allMatch(text::contains);
  }

  private static ComponentVersion latest(List<ComponentVersion> versions) {
    return versions.stream()
        .max(
            Comparator.<ComponentVersion, Boolean>comparing(
                    version -> !version.reference().version().isPreRelease())
                .thenComparing(LOWEST_FIRST))
        .orElseThrow();
  }
}
