package io.tributary.foundation.quotas;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows an organization its quotas, with what the services of this process count. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/quotas")
final class QuotaController {
  private final Quotas quotas;
  private final List<QuotaUses> uses;

  QuotaController(Quotas quotas, List<QuotaUses> uses) {
    this.quotas = quotas;
    this.uses = List.copyOf(uses);
  }

  /**
   * One quota on the wire.
   *
   * @param limit absent where there is none
   * @param used absent where no service of this process counts it
   * @param until when the count begins from 0 again; absent where it does not
   * @param warning whether 80 % are used
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record QuotaView(
      String quota,
      String unit,
      String counted,
      String enforced,
      @Nullable Long limit,
      @Nullable Long used,
      @Nullable Instant until,
      boolean warning) {}

  record All(List<QuotaView> quotas) {}

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "What the organization may have and do, and how much of it is used")
  All all(@PathVariable OrganizationName organization) {
    var counted = uses.stream().flatMap(each -> each.counted().stream()).toList();
    var used = uses.stream().flatMap(each -> each.of(organization).stream()).toList();
    return new All(
        Arrays.stream(Quota.values())
            .map(
                quota ->
                    view(
                        organization,
                        quota,
                        counted.contains(quota)
                            ? Optional.of(
                                used.stream()
                                    .filter(use -> use.quota() == quota)
                                    .findFirst()
                                    .orElseGet(() -> new QuotaUse(organization, quota, 0)))
                            : Optional.empty()))
            .toList());
  }

  private QuotaView view(OrganizationName organization, Quota quota, Optional<QuotaUse> use) {
    boolean limited = quotas.isLimited(organization, quota);
    return new QuotaView(
        quota.word(),
        quota.unit(),
        quota.counted(),
        quota.enforced(),
        limited ? quotas.limit(organization, quota) : null,
        use.map(QuotaUse::used).orElse(null),
        use.flatMap(QuotaUse::until).orElse(null),
        use.filter(each -> quotas.isNear(organization, quota, each.used())).isPresent());
  }
}
