package io.tributary.runtime.quotas;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tallies for tests; passes the contract. */
final class InMemoryTallies implements Tallies {
  private final Map<Key, Row> rows = new HashMap<>();

  private record Key(OrganizationName organization, Quota quota) {}

  private record Row(Span span, long used) {}

  @Override
  public long add(OrganizationName organization, Quota quota, Span span, long uses) {
    var key = new Key(organization, quota);
    var before = rows.get(key);
    if (before != null && before.span().began().isAfter(span.began())) {
      return uses;
    }
    long all = before != null && before.span().equals(span) ? before.used() + uses : uses;
    rows.put(key, new Row(span, all));
    return all;
  }

  @Override
  public List<QuotaUse> of(OrganizationName organization, Instant now) {
    return all(now).stream().filter(use -> use.organization().equals(organization)).toList();
  }

  @Override
  public List<QuotaUse> all(Instant now) {
    return rows.entrySet().stream()
        .filter(each -> each.getValue().span().equals(Span.of(each.getKey().quota(), now)))
        .map(
            each ->
                new QuotaUse(
                    each.getKey().organization(),
                    each.getKey().quota(),
                    each.getValue().used(),
                    Optional.of(each.getValue().span().end())))
        .toList();
  }
}
