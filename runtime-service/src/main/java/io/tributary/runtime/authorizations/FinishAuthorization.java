package io.tributary.runtime.authorizations;

import io.tributary.foundation.json.Json;
import io.tributary.runtime.authorizations.provider.OAuthSettings;
import io.tributary.runtime.authorizations.provider.RedirectAddress;
import io.tributary.runtime.authorizations.provider.TokenEndpoints;
import io.tributary.runtime.authorizations.provider.TokenEndpoints.Question;
import io.tributary.runtime.authorizations.provider.TokenReply;
import io.tributary.runtime.authorizations.provider.Tokens;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.Connections;
import io.tributary.runtime.keys.Vault;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Exchanges the code for tokens: for who began it, of the same connection, with what the page
 * showed; once. Who is killed meanwhile begins again.
 */
@Component
final class FinishAuthorization {
  private final Consents consents;
  private final Authorizations authorizations;
  private final Connections connections;
  private final ConnectionClient client;
  private final TokenEndpoints provider;
  private final TokenVault tokenVault;
  private final Vault vault;
  private final OAuthSettings settings;
  private final RedirectAddress redirect;
  private final Clock clock;

  FinishAuthorization(
      Consents consents,
      Authorizations authorizations,
      Connections connections,
      ConnectionClient client,
      TokenEndpoints provider,
      TokenVault tokenVault,
      Vault vault,
      OAuthSettings settings,
      RedirectAddress redirect,
      Clock clock) {
    this.consents = consents;
    this.authorizations = authorizations;
    this.connections = connections;
    this.client = client;
    this.provider = provider;
    this.tokenVault = tokenVault;
    this.vault = vault;
    this.settings = settings;
    this.redirect = redirect;
    this.clock = clock;
  }

  /** What came of it. */
  sealed interface Outcome {
    record Finished(Authorization authorization) implements Outcome {}

    /** The person is still at the provider. */
    record Waiting() implements Outcome {}

    /**
     * Something else is on the page.
     *
     * @param left tries
     */
    record NotConfirmed(int left) implements Outcome {}

    /** This caller has begun nothing here, or too long ago. */
    record NothingBegun() implements Outcome {}

    /** It has to be begun again; says why. */
    record Refused(String code, String reason) implements Outcome {}
  }

  Outcome finish(Connection connection, String subject, String confirmation) {
    var kept =
        consents
            .of(connection.id(), subject)
            .filter(each -> !each.consent().isOver(clock.instant()));
    if (kept.isEmpty()) {
      return new Outcome.NothingBegun();
    }
    return switch (kept.get().consent().state()) {
      case ConsentState.Asked() -> new Outcome.Waiting();
      case ConsentState.Declined(var error) -> {
        consents.take(kept.get());
        yield new Outcome.Refused(
            "consent-declined", "The provider sent you back without consent: " + error + ".");
      }
      case ConsentState.Given(var hash) ->
          OneTimeTexts.same(hash, OneTimeTexts.hashOfConfirmation(confirmation))
              ? exchanged(connection, kept.get())
              : new Outcome.NotConfirmed(consents.wrong(kept.get()));
    };
  }

  private Outcome exchanged(Connection connection, KeptConsent kept) {
    var consent = kept.consent();
    return switch (client.of(connection, consent.deal())) {
      case ConnectionClient.Found.Gone(var reason) ->
          new Outcome.Refused("oauth-client-changed", reason);
      case ConnectionClient.Found.One(var one) -> {
        if (!consents.take(kept)) {
          yield new Outcome.NothingBegun();
        }
        var asked = clock.instant();
        var secrets = Json.mapper().readTree(vault.open(kept.secrets(), kept.binding()));
        var reply =
            provider.ask(
                new Question(
                    consent.deal().tokenEndpoint(),
                    consent.deal().clientAuth(),
                    one,
                    Map.of(
                        "grant_type", "authorization_code",
                        "code", secrets.path("code").stringValue(),
                        "code_verifier", secrets.path("verifier").stringValue(),
                        "redirect_uri", redirect.toString())));
        yield switch (reply) {
          case TokenReply.Granted(var tokens) -> kept(connection, consent, tokens, asked);
          case TokenReply.Refused refused -> refused(refused);
          case TokenReply.Away(var reason) ->
              new Outcome.Refused(
                  "provider-away",
                  "The provider did not answer: %s. Begin again.".formatted(reason));
        };
      }
    };
  }

  private Outcome kept(Connection connection, Consent consent, Tokens tokens, Instant asked) {
    int version =
        1
            + authorizations
                .find(connection.id())
                .map(before -> before.authorization().version())
                .orElse(0);
    var authorization =
        Authorization.given(
            consent, version, Authorization.Times.of(asked, tokens, settings.refreshBefore()));
    if (!authorizations.keep(authorization, tokenVault.seal(authorization, tokens))) {
      return new Outcome.Refused(
          "authorization-conflict", "Its tokens were changed at the same time. Begin again.");
    }
    // Looked at anew: what is known of it may have changed while the person was away.
    Optional<Connection> now = connections.find(connection.organization(), connection.name());
    now.filter(each -> each.id().equals(connection.id()))
        .ifPresent(each -> connections.mark(each.withState(each.state().renewed())));
    return new Outcome.Finished(authorization);
  }

  private Outcome refused(TokenReply.Refused refused) {
    var words =
        refused.words().isEmpty() ? refused.error() : refused.error() + ": " + refused.words();
    boolean aboutAddress =
        (refused.error() + refused.words()).toLowerCase(Locale.ROOT).contains("redirect");
    return aboutAddress
        ? new Outcome.Refused(
            "redirect-mismatch",
            "The platform's redirect address is %s, and the provider has another. It says: %s. Enter ours there, letter by letter, and begin again."
                .formatted(redirect, words))
        : new Outcome.Refused(
            "provider-refused", "The provider refused the code: %s. Begin again.".formatted(words));
  }
}
