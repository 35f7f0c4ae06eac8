package io.tributary.foundation.leaving;

import io.swagger.v3.oas.annotations.Operation;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Owned.Holding;
import io.tributary.foundation.leaving.Owned.Stay;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows an organization what it owns, and gives all of it, as far as the services of this process.
 */
@RestController
@RequestMapping("/api/v1/organizations/{organization}")
final class LeavingController {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final List<Owned> owned;
  private final Clock clock;
  private final Set<OrganizationName> exporting = ConcurrentHashMap.newKeySet();

  LeavingController(List<Owned> owned, Clock clock) {
    this.owned = List.copyOf(owned);
    this.clock = clock;
  }

  /**
   * What goes and what stays when the organization is deleted.
   *
   * @param goes by name
   */
  record Holdings(List<Holding> goes, List<Stay> stays) {}

  @GetMapping("/holdings")
  @Needs(Permission.LOOK)
  @Operation(
      summary = "What the organization owns: what would be deleted with it, and what would stay")
  Holdings holdings(@PathVariable OrganizationName organization) {
    return new Holdings(
        owned.stream()
            .flatMap(each -> each.holdings(organization).stream())
            .sorted(Comparator.comparing(Holding::name))
            .toList(),
        owned.stream().flatMap(each -> each.stays(organization).stream()).toList());
  }

  @GetMapping(path = "/export", produces = "application/zip")
  @Needs(Permission.EXPORT)
  @Operation(
      summary =
          "Everything the organization owns but its secrets, as a ZIP file of JSON Lines and of the"
              + " files that it pushed; one at a time")
  void export(@PathVariable OrganizationName organization, HttpServletResponse response)
      throws IOException {
    if (!exporting.add(organization)) {
      throw Refusal.tooMany(
          "export-running",
          "An export of %s is being written. Take the next one when it is done."
              .formatted(organization),
          SOON);
    }
    try {
      var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      response.setContentType("application/zip");
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          "attachment; filename=\"%s-%s.zip\"".formatted(organization, day));
      var archive = new Archive(response.getOutputStream());
      archive.file("export.json", out -> out.write(about(organization)));
      for (var each : owned) {
        each.export(organization, archive);
      }
      archive.finish();
    } finally {
      exporting.remove(organization);
    }
  }

  private byte[] about(OrganizationName organization) {
    return Json.write(Map.of("organization", organization.value(), "at", clock.instant()))
        .getBytes(StandardCharsets.UTF_8);
  }
}
