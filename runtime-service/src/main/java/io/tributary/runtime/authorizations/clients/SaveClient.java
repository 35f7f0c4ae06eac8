package io.tributary.runtime.authorizations.clients;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.problems.ProblemError;
import io.tributary.runtime.authorizations.provider.RedirectAddress;
import io.tributary.runtime.keys.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a client or replaces it whole: nobody can read the secret back to leave it. */
@Component
final class SaveClient {
  private static final int LONGEST = 2_048;

  private final OAuthClients clients;
  private final Vault vault;
  private final RedirectAddress redirect;
  private final Clock clock;

  SaveClient(OAuthClients clients, Vault vault, RedirectAddress redirect, Clock clock) {
    this.clients = clients;
    this.vault = vault;
    this.redirect = redirect;
    this.clock = clock;
  }

  /**
   * What is wanted.
   *
   * @param redirectAddress as the provider has it; compared with ours where it is said
   */
  record Wish(
      ClientOwner owner,
      ComponentRef component,
      String clientId,
      String secret,
      List<String> hosts,
      @Nullable String redirectAddress) {
    Wish {
      hosts = List.copyOf(hosts);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Wish[%s of %s]".formatted(component, owner);
    }
  }

  /** What came of it. */
  sealed interface Outcome {
    record Saved(OAuthClient client) implements Outcome {}

    record Refused(List<ProblemError> findings) implements Outcome {}

    record Conflict() implements Outcome {}
  }

  Outcome save(Wish wish) {
    var findings = findings(wish, redirect.toString());
    if (!findings.isEmpty()) {
      return new Outcome.Refused(findings);
    }
    var before = clients.find(wish.owner(), wish.component());
    var client =
        new OAuthClient(
            wish.owner(),
            wish.component(),
            1 + before.map(kept -> kept.client().version()).orElse(0),
            wish.clientId(),
            wish.hosts(),
            wish.secret().substring(Math.max(0, wish.secret().length() - 4)),
            clock.instant());
    var sealed =
        vault.seal(
            wish.owner().sealedFor(),
            client.binding(),
            wish.secret().getBytes(StandardCharsets.UTF_8));
    return clients.keep(client, sealed) ? new Outcome.Saved(client) : new Outcome.Conflict();
  }

  private static List<ProblemError> findings(Wish wish, String ours) {
    var findings = new ArrayList<ProblemError>();
    if (!isPlain(wish.clientId(), 1)) {
      findings.add(wrong("/clientId", "The client's id is empty or holds control characters."));
    }
    // Four of its characters are shown: of a short one that would be all.
    if (!isPlain(wish.secret(), 8)) {
      findings.add(wrong("/secret", "The client's secret has 8 characters or more, on one line."));
    }
    if (wish.hosts().isEmpty() || !wish.hosts().stream().allMatch(OAuthClient::isHost)) {
      findings.add(
          ProblemError.at(
              "/hosts",
              "hosts-invalid",
              "It is not said which hosts the secret may be sent to.",
              "Name the token endpoint's host, such as login.example.com or *.example.com."));
    }
    Optional.ofNullable(wish.redirectAddress())
        .filter(theirs -> !theirs.equals(ours))
        .ifPresent(
            theirs ->
                findings.add(
                    ProblemError.at(
                        "/redirectAddress",
                        "redirect-mismatch",
                        "The provider has %s, and the platform's is %s.".formatted(theirs, ours),
                        "Enter " + ours + " at the provider, letter by letter.")));
    return findings;
  }

  private static ProblemError wrong(String pointer, String message) {
    return ProblemError.at(pointer, "value-invalid", message, "Copy it from the provider's page.");
  }

  private static boolean isPlain(String text, int shortest) {
    return text.length() >= shortest
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl);
  }
}
