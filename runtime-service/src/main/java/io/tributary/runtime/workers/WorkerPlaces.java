package io.tributary.runtime.workers;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.foundation.problems.Refusal;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import io.tributary.foundation.quotas.QuotaUses;
import io.tributary.foundation.quotas.Quotas;
import io.tributary.runtime.quotas.SureWorkers;
import io.tributary.runtime.quotas.SureWorkers.Place;
import io.tributary.runtime.workers.Workers.Running;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whether an organization may have another worker on this machine. A step always gets those that it
 * is sure of, also beside outdated ones that it replaces; what scaling adds ends at the quota.
 */
@Component
final class WorkerPlaces implements QuotaUses {
  private static final Duration LATER = Duration.ofSeconds(10);

  private final Workers workers;
  private final SureWorkers sure;
  private final Quotas quotas;

  /** Revisions of workers that were asked for here; of others nobody knows. */
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  WorkerPlaces(Workers workers, SureWorkers sure, Quotas quotas) {
    this.workers = workers;
    this.sure = sure;
    this.quotas = quotas;
  }

  private record Asked(Place place, int revision, boolean starting) {}

  /**
   * Takes a place for the worker, where it does not run already, until {@link #started} says what
   * came of it.
   *
   * @throws Refusal where the organization has as many workers as it may have
   */
  synchronized void take(WorkerRequest request) {
    long limit = quotas.limit(request.organization(), Quota.REPLICAS);
    var place = new Place(request.flow(), request.step());
    var running = workers.running();
    boolean isThere =
        running.stream().anyMatch(each -> each.owner().worker().equals(request.worker()));
    if (!isThere && limit != Long.MAX_VALUE) {
      var sureOf = sure.of(request.organization());
      var present = present(running);
      boolean isSure =
          upToDate(place, request.revision()) < Math.max(1, sureOf.getOrDefault(place, 1));
      if (!isSure && used(sureOf, present) >= limit) {
        throw Refusal.tooMany(
            "quota-replicas",
            "The organization has %d workers, its quota of replicas.".formatted(limit),
            LATER);
      }
    }
    asked.put(request.worker(), new Asked(place, request.revision(), true));
  }

  /** The worker runs, or could not be started. */
  void started(WorkerRequest request, boolean runs) {
    asked.computeIfPresent(
        request.worker(),
        (_, before) -> runs ? new Asked(before.place(), before.revision(), false) : null);
  }

  @Override
  public List<QuotaUse> of(OrganizationName organization) {
    return List.of(
        new QuotaUse(
            organization, Quota.REPLICAS, used(sure.of(organization), present(workers.running()))));
  }

  @Override
  public List<QuotaUse> all() {
    var present = present(workers.running());
    return sure.all().entrySet().stream()
        .map(each -> new QuotaUse(each.getKey(), Quota.REPLICAS, used(each.getValue(), present)))
        .toList();
  }

  @Override
  public List<Quota> counted() {
    return List.of(Quota.REPLICAS);
  }

  /** Of each step the workers that are there, or are being started. */
  private Map<Place, Integer> present(List<Running> running) {
    var present = new HashMap<Place, Integer>();
    for (var each : running) {
      present.merge(new Place(each.owner().flow(), each.owner().step()), 1, Integer::sum);
    }
    var names = running.stream().map(each -> each.owner().worker()).collect(Collectors.toSet());
    asked
        .entrySet()
        .removeIf(each -> !each.getValue().starting() && !names.contains(each.getKey()));
    asked.forEach(
        (name, each) -> {
          if (each.starting() && !names.contains(name)) {
            present.merge(each.place(), 1, Integer::sum);
          }
        });
    return present;
  }

  private long upToDate(Place place, int revision) {
    return asked.values().stream()
        .filter(each -> each.place().equals(place) && each.revision() >= revision)
        .count();
  }

  private static long used(Map<Place, Integer> sureOf, Map<Place, Integer> present) {
    return sureOf.entrySet().stream()
        .mapToLong(each -> Math.max(each.getValue(), present.getOrDefault(each.getKey(), 0)))
        .sum();
  }
}
