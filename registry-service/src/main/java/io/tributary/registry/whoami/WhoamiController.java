package io.tributary.registry.whoami;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Memberships;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who calls, as the platform sees it. */
@RestController
class WhoamiController {
  private final Memberships memberships;

  WhoamiController(Memberships memberships) {
    this.memberships = memberships;
  }

  /**
   * The answer.
   *
   * @param organizations of which the caller is a member now and for which the token is good
   * @param scopes of a personal access token; without it, all that the caller's roles allow
   * @param expires when the token is over
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Whoami(
      String subject,
      String name,
      List<OrganizationName> organizations,
      @Nullable List<String> scopes,
      @Nullable Instant expires) {}

  @GetMapping("/api/v1/whoami")
  Whoami whoami(Caller caller, HttpServletRequest request) {
    return new Whoami(
        caller.subject(),
        caller.name(),
        caller.organizations().stream()
            .filter(organization -> memberships.of(organization, caller).isPresent())
            .sorted(Comparator.comparing(OrganizationName::value))
            .toList(),
        caller.scopes().map(WhoamiController::sorted).orElse(null),
        Caller.goodUntil(request).orElse(null));
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }
}
