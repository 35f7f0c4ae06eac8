package io.tributary.builder.quotas;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildState;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import io.tributary.foundation.quotas.QuotaUses;
import io.tributary.foundation.quotas.Quotas;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose builds have to wait, until when, and who has no room for another image. */
public final class BuildQuotas implements QuotaUses {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long MEBIBYTE = 1024 * 1024;

  private final Quotas quotas;
  private final BuildUses uses;
  private final Clock clock;

  public BuildQuotas(Quotas quotas, BuildUses uses, Clock clock) {
    this.quotas = quotas;
    this.uses = uses;
    this.clock = clock;
  }

  /** Organizations whose builds in the queue have to wait, because enough of them began lately. */
  public Set<OrganizationName> held() {
    return uses.begunOfWaiting(hourAgo()).entrySet().stream()
        .filter(each -> each.getValue() >= quotas.limit(each.getKey(), Quota.BUILDS_PER_HOUR))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Until when a build has to wait for its organization's quota, if those before it begin as soon
   * as they may; empty where it waits for a worker alone, or not at all.
   */
  public Optional<Instant> heldUntil(Build build) {
    var organization = build.order().organization();
    if (!(build.state() instanceof BuildState.Queued)
        || !quotas.isLimited(organization, Quota.BUILDS_PER_HOUR)) {
      return Optional.empty();
    }
    int limit =
        Math.toIntExact(
            Math.min(quotas.limit(organization, Quota.BUILDS_PER_HOUR), Integer.MAX_VALUE));
    var now = clock.instant();
    var beginnings = new ArrayList<>(uses.beginnings(organization, hourAgo()));
    int ahead = uses.ahead(organization, build.id());
    for (int i = 0; i < ahead; i++) {
      beginnings.add(next(beginnings, limit, now));
    }
    return Optional.of(next(beginnings, limit, now)).filter(now::isBefore);
  }

  /** A build may begin when it is the limit's number again within the hour before. */
  private static Instant next(List<Instant> beginnings, int limit, Instant now) {
    if (beginnings.size() < limit) {
      return now;
    }
    var free = beginnings.get(beginnings.size() - limit).plus(HOUR);
    return free.isBefore(now) ? now : free;
  }

  /** MiB that its images may take, where they take as many already. */
  public Optional<Long> storageFull(OrganizationName organization) {
    if (!quotas.isLimited(organization, Quota.STORAGE)) {
      return Optional.empty();
    }
    long limit = quotas.limit(organization, Quota.STORAGE);
    return uses.imageBytes(organization) / MEBIBYTE >= limit
        ? Optional.of(limit)
        : Optional.empty();
  }

  @Override
  public List<QuotaUse> of(OrganizationName organization) {
    return List.of(
        begun(organization, uses.beginnings(organization, hourAgo()).size()),
        storage(organization, uses.imageBytes(organization)));
  }

  @Override
  public List<QuotaUse> all() {
    return Stream.concat(
            uses.begun(hourAgo()).entrySet().stream()
                .map(each -> begun(each.getKey(), each.getValue())),
            uses.imageBytes().entrySet().stream()
                .map(each -> storage(each.getKey(), each.getValue())))
        .toList();
  }

  @Override
  public List<Quota> counted() {
    return List.of(Quota.BUILDS_PER_HOUR, Quota.STORAGE);
  }

  private Instant hourAgo() {
    return clock.instant().minus(HOUR);
  }

  private static QuotaUse begun(OrganizationName organization, long builds) {
    return new QuotaUse(organization, Quota.BUILDS_PER_HOUR, builds);
  }

  private static QuotaUse storage(OrganizationName organization, long bytes) {
    return new QuotaUse(organization, Quota.STORAGE, Math.ceilDiv(bytes, MEBIBYTE));
  }
}
