package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.problems.Refusal;
import io.tributary.foundation.quotas.Quota;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Gives one organization a limit of its own; for the platform's operator. */
@Component
final class SetQuota {
  private final Organizations organizations;
  private final OwnQuotas quotas;
  private final Announcements announcements;
  private final TransactionOperations transactions;

  SetQuota(
      Organizations organizations,
      OwnQuotas quotas,
      Announcements announcements,
      TransactionOperations transactions) {
    this.organizations = organizations;
    this.quotas = quotas;
    this.announcements = announcements;
    this.transactions = transactions;
  }

  /**
   * Sets it; every service hears of it within moments.
   *
   * @param most 0 is no limit
   * @throws Refusal where there is no such organization or quota, or the number is none
   */
  void set(OrganizationName name, String word, long most) {
    if (most < 0) {
      throw Refusal.badRequest("limit-invalid", "Give a limit of 1 or more, or 0 for none.");
    }
    var quota = known(word);
    change(name, () -> quotas.put(name, quota, most));
  }

  /**
   * Lets the usual limit hold again.
   *
   * @throws Refusal where there is no such organization or quota
   */
  void reset(OrganizationName name, String word) {
    var quota = known(word);
    change(name, () -> quotas.remove(name, quota));
  }

  private void change(OrganizationName name, Runnable change) {
    Reach.of(name)
        .run(
            () ->
                transactions.executeWithoutResult(
                    status -> {
                      if (organizations.lock(name).isEmpty()) {
                        throw Refusal.notFound(
                            "organization-not-found", "There is no such organization.");
                      }
                      change.run();
                      announcements.changed(name);
                    }));
  }

  private static Quota known(String word) {
    return Quota.find(word)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "quota-not-found",
                    "There is no such quota. There are: %s."
                        .formatted(
                            Arrays.stream(Quota.values())
                                .map(Quota::word)
                                .collect(Collectors.joining(", ")))));
  }
}
