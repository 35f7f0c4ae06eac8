package io.tributary.registry.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.registry.audit.VerifyAudit.Verdict;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Audit logs over REST; there is no way to change one. */
@RestController
final class AuditController {
  private static final String OF_ORGANIZATION = "/api/v1/organizations/{organization}/audit";
  private static final String OF_PLATFORM = "/api/v1/operator/audit";
  private static final int MOST = 500;

  private final AuditLogs logs;
  private final VerifyAudit verifyAudit;

  AuditController(AuditLogs logs, VerifyAudit verifyAudit) {
    this.logs = logs;
    this.verifyAudit = verifyAudit;
  }

  /** One entry with its place in the chain. */
  record EntryView(long number, JsonNode entry, String hash) {
    static EntryView of(Link link) {
      return new EntryView(link.number(), Json.tree(link.entry()), link.hash());
    }
  }

  record Page(List<EntryView> entries) {}

  @GetMapping(OF_ORGANIZATION)
  @Needs(Permission.AUDIT)
  @Operation(summary = "Who did what, newest first; with \"before\" the page after a number")
  Page newest(
      @PathVariable OrganizationName organization,
      @RequestParam Optional<Long> before,
      @RequestParam(defaultValue = "50") int limit) {
    return page(organization.value(), before, limit);
  }

  @GetMapping(OF_ORGANIZATION + "/verification")
  @Needs(Permission.AUDIT)
  @Operation(summary = "Hashes the whole chain again and says where it is broken, if it is")
  Verdict verify(@PathVariable OrganizationName organization) {
    return verifyAudit.verify(organization.value());
  }

  @GetMapping(OF_ORGANIZATION + "/export")
  @Needs(Permission.AUDIT)
  @Operation(
      summary =
          "The chain as lines of JSON, oldest first: number, entry as the text that was hashed,"
              + " previous, hash; docs/audit.md says how to check it")
  void export(
      @PathVariable OrganizationName organization,
      @RequestParam Optional<Instant> from,
      @RequestParam Optional<Instant> to,
      HttpServletResponse response)
      throws IOException {
    response.setContentType("application/x-ndjson");
    response.setHeader("Content-Disposition", "attachment; filename=\"audit.ndjson\"");
    try (var out =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
      logs.each(
          organization.value(),
          from.orElse(Instant.EPOCH),
          to.orElse(Instant.parse("9999-12-31T00:00:00Z")),
          link -> line(out, link));
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    }
  }

  @GetMapping(OF_PLATFORM)
  @Operation(summary = "What concerns no organization: refusals of strangers, the operator's deeds")
  Page ofPlatform(
      @RequestParam Optional<Long> before, @RequestParam(defaultValue = "50") int limit) {
    return page("", before, limit);
  }

  @GetMapping(OF_PLATFORM + "/verification")
  @Operation(summary = "Hashes the platform's own chain again")
  Verdict verifyPlatform() {
    return verifyAudit.verify("");
  }

  private Page page(String organization, Optional<Long> before, int limit) {
    if (limit < 1 || limit > MOST) {
      throw Refusal.badRequest("limit", "Ask for 1 to %d entries.".formatted(MOST));
    }
    return new Page(logs.newest(organization, before, limit).stream().map(EntryView::of).toList());
  }

  private static void line(BufferedWriter out, Link link) {
    try {
      out.write(Json.write(link));
      out.newLine();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
