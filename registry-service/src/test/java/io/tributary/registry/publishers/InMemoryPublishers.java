package io.tributary.registry.publishers;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.PublisherName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Publishers for tests; held to the same contract as the real ones. */
public final class InMemoryPublishers implements Publishers {
  private final Map<PublisherName, Publisher> publishers = new ConcurrentHashMap<>();

  @Override
  public Optional<Publisher> find(PublisherName name) {
    return Optional.ofNullable(publishers.get(name));
  }

  @Override
  public List<Publisher> of(OrganizationName organization) {
    return publishers.values().stream()
        .filter(publisher -> publisher.organization().equals(organization))
        .sorted(Comparator.comparing(publisher -> publisher.name().value()))
        .toList();
  }

  @Override
  public Optional<Publisher> lookingLike(PublisherName name) {
    return publishers.values().stream()
        .filter(publisher -> Skeleton.of(publisher.name()).equals(Skeleton.of(name)))
        .findFirst();
  }

  @Override
  public synchronized boolean add(Publisher publisher) {
    if (lookingLike(publisher.name()).isPresent()) {
      return false;
    }
    publishers.put(publisher.name(), publisher);
    return true;
  }
}
