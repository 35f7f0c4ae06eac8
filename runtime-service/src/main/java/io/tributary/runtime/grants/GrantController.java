package io.tributary.runtime.grants;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.problems.ProblemError;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.manifest.HostGrant;
import io.tributary.manifest.InvalidGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The hosts that components may reach for an organization. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/grants")
@Tag(name = "grants")
final class GrantController {
  private final HostDecisions decisions;
  private final AskedHosts asked;
  private final DecideHosts decide;

  GrantController(HostDecisions decisions, AskedHosts asked, DecideHosts decide) {
    this.decisions = decisions;
    this.asked = asked;
    this.decide = decide;
  }

  /**
   * What is said now of hosts written as in a manifest; of all others it stays as it was.
   *
   * @param allow absent = none
   * @param refuse absent = none
   */
  record NewDecision(@Nullable List<String> allow, @Nullable List<String> refuse) {}

  /**
   * What counts now.
   *
   * @param flows those whose steps are being replaced for it
   */
  record Decided(GrantView grants, List<FlowName> flows) {}

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "Components about whose hosts the organization has decided")
  List<GrantView> all(@PathVariable OrganizationName organization) {
    return decisions.all(organization).stream().map(this::view).toList();
  }

  @GetMapping("/{publisher}/{name}")
  @Needs(Permission.LOOK)
  @Operation(summary = "Hosts that a component's newest version asks for, and what was decided")
  GrantView one(
      @PathVariable OrganizationName organization,
      @PathVariable String publisher,
      @PathVariable String name) {
    return view(decisions.of(organization, component(publisher, name)));
  }

  @PostMapping("/{publisher}/{name}")
  @Needs(Permission.GRANT)
  @Operation(
      summary = "Allows or refuses hosts to a component",
      description = "Steps that run are brought to it at once; their workers are replaced.")
  Decided decide(
      @PathVariable OrganizationName organization,
      @PathVariable String publisher,
      @PathVariable String name,
      @RequestBody NewDecision wanted) {
    var errors = new ArrayList<ProblemError>();
    var allow = hosts("allow", wanted.allow(), errors);
    var refuse = hosts("refuse", wanted.refuse(), errors);
    if (!errors.isEmpty()) {
      throw Refusal.invalid("grant-invalid", "Nothing was decided; see the errors.", errors);
    }
    if (allow.isEmpty() && refuse.isEmpty()) {
      throw Refusal.badRequest("nothing-decided", "Say which hosts to allow, or to refuse.");
    }
    return switch (decide.decide(organization, component(publisher, name), allow, refuse)) {
      case DecideHosts.Outcome.Decided(var decision, var flows) ->
          new Decided(view(decision), flows);
      case DecideHosts.Outcome.TooMany() ->
          throw Refusal.conflict(
              "too-many-hosts",
              "%d hosts are kept for a component at most. Decide about a domain: *.example.com"
                  .formatted(HostDecision.MOST_HOSTS));
    };
  }

  private GrantView view(HostDecision decision) {
    return GrantView.of(decision, asked.by(decision.component()));
  }

  /** A component that nobody published reads like one of others: no host is asked for. */
  private static ComponentRef component(String publisher, String name) {
    return ComponentRef.parse(publisher + "/" + name);
  }

  private static List<HostGrant> hosts(
      String property, @Nullable List<String> texts, List<ProblemError> errors) {
    var hosts = new ArrayList<HostGrant>();
    var written = Objects.requireNonNullElse(texts, List.<String>of());
    for (int index = 0; index < written.size(); index++) {
      String pointer = "/" + property + "/" + index;
      try {
        var host = HostGrant.parse(written.get(index));
        if (host instanceof HostGrant.FromConnection) {
          errors.add(
              ProblemError.at(
                  pointer,
                  "grant-of-a-connection",
                  "\"%s\" is said by a connection, for all steps that use it.".formatted(host),
                  "Leave it out; change the connection instead."));
        } else {
          hosts.add(host);
        }
      } catch (InvalidGrant e) {
        errors.add(ProblemError.at(pointer, e.code(), String.valueOf(e.getMessage()), e.advice()));
      }
    }
    return hosts;
  }
}
