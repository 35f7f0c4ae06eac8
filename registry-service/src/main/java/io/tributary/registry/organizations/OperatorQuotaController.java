package io.tributary.registry.organizations;

import io.swagger.v3.oas.annotations.Operation;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.problems.Fields;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Limits of single organizations, for the platform's operator. */
@RestController
@RequestMapping("/api/v1/operator/organizations/{organization}/quotas")
final class OperatorQuotaController {
  private final SetQuota setQuota;
  private final OwnQuotas quotas;

  OperatorQuotaController(SetQuota setQuota, OwnQuotas quotas) {
    this.setQuota = setQuota;
    this.quotas = quotas;
  }

  record Limit(Long limit) {
    Limit {
      limit = Fields.required(limit, "limit");
    }
  }

  record Own(Map<String, Long> quotas) {}

  @GetMapping
  @Operation(summary = "The limits that were set for this organization alone, by quota")
  Own own(@PathVariable OrganizationName organization) {
    return new Own(quotas.of(organization));
  }

  @PutMapping("/{quota}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Sets a limit for this organization alone; 0 is no limit")
  void set(
      @PathVariable OrganizationName organization,
      @PathVariable String quota,
      @RequestBody Limit asked) {
    setQuota.set(organization, quota, asked.limit());
  }

  @DeleteMapping("/{quota}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Lets the usual limit hold for this organization again")
  void reset(@PathVariable OrganizationName organization, @PathVariable String quota) {
    setQuota.reset(organization, quota);
  }
}
