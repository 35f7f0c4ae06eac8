package io.tributary.builder.quotas;

import io.tributary.builder.builds.BuildId;
import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a test says of builds; every organization has some that wait. */
public final class FakeBuildUses implements BuildUses {
  private final Map<OrganizationName, List<Instant>> begun = new HashMap<>();
  private final Map<OrganizationName, Long> images = new HashMap<>();
  private final TreeSet<Long> waiting = new TreeSet<>();

  public synchronized void begun(OrganizationName organization, Instant at) {
    begun.computeIfAbsent(organization, _ -> new ArrayList<>()).add(at);
  }

  public synchronized void images(OrganizationName organization, long bytes) {
    images.put(organization, bytes);
  }

  synchronized void waits(BuildId build) {
    waiting.add(build.value());
  }

  public synchronized void forget() {
    begun.clear();
  }

  @Override
  public Map<OrganizationName, Long> begunOfWaiting(Instant after) {
    return begun(after);
  }

  @Override
  public synchronized Map<OrganizationName, Long> begun(Instant after) {
    return begun.keySet().stream()
        .collect(Collectors.toMap(each -> each, each -> (long) beginnings(each, after).size()));
  }

  @Override
  public synchronized List<Instant> beginnings(OrganizationName organization, Instant after) {
    return begun.getOrDefault(organization, List.of()).stream()
        .filter(after::isBefore)
        .sorted()
        .toList();
  }

  @Override
  public synchronized int ahead(OrganizationName organization, BuildId build) {
    return waiting.headSet(build.value()).size();
  }

  @Override
  public synchronized long imageBytes(OrganizationName organization) {
    return images.getOrDefault(organization, 0L);
  }

  @Override
  public synchronized Map<OrganizationName, Long> imageBytes() {
    return Map.copyOf(images);
  }
}
