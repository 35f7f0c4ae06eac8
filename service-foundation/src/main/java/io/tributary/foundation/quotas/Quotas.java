package io.tributary.foundation.quotas;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.membership.Memberships;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.core.env.Environment;

/**
 * The limits of all organizations, from memory: what the operator set for one, else the usual one
 * of {@code tributary.quotas.*}; 0 is no limit.
 */
public final class Quotas {
  /** Four of five parts are near; computed so that the largest limits do not overflow. */
  private static final int NEAR_PART = 5;

  private final Map<Quota, Long> usual;
  private final Function<OrganizationName, Map<String, Long>> own;

  public Quotas(Map<Quota, Long> usual, Function<OrganizationName, Map<String, Long>> own) {
    this.usual = new EnumMap<>(Quota.class);
    for (var quota : Quota.values()) {
      this.usual.put(quota, usual.getOrDefault(quota, quota.usual()));
    }
    this.own = own;
  }

  static Quotas of(Environment environment, Memberships memberships) {
    var usual = new EnumMap<Quota, Long>(Quota.class);
    for (var quota : Quota.values()) {
      var setting = "tributary.quotas." + quota.word();
      long limit = environment.getProperty(setting, Long.class, quota.usual());
      if (limit < 0) {
        throw new IllegalArgumentException(
            "%s is %d. Set a number of %s, or 0 for no limit."
                .formatted(setting, limit, quota.unit()));
      }
      usual.put(quota, limit);
    }
    return new Quotas(usual, memberships::quotas);
  }

  /** How many the organization may have; {@link Long#MAX_VALUE} where there is no limit. */
  public long limit(OrganizationName organization, Quota quota) {
    long limit = own.apply(organization).getOrDefault(quota.word(), usual.getOrDefault(quota, 0L));
    return limit == 0 ? Long.MAX_VALUE : limit;
  }

  /** Whether there is a limit at all. */
  public boolean isLimited(OrganizationName organization, Quota quota) {
    return limit(organization, quota) != Long.MAX_VALUE;
  }

  /** Whether so much is used that owners are to be told. */
  public boolean isNear(OrganizationName organization, Quota quota, long used) {
    long limit = limit(organization, quota);
    return limit != Long.MAX_VALUE && used >= limit - limit / NEAR_PART;
  }
}
