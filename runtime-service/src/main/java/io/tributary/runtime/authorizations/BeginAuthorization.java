package io.tributary.runtime.authorizations;

import io.tributary.foundation.json.Json;
import io.tributary.manifest.OAuth2;
import io.tributary.runtime.authorizations.clients.FindClient;
import io.tributary.runtime.authorizations.provider.ClientCredentials;
import io.tributary.runtime.authorizations.provider.EndpointTemplates;
import io.tributary.runtime.authorizations.provider.Endpoints;
import io.tributary.runtime.authorizations.provider.InvalidEndpoint;
import io.tributary.runtime.authorizations.provider.RedirectAddress;
import io.tributary.runtime.components.ComponentSelector;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.components.ResolveComponent.Resolution;
import io.tributary.runtime.components.VersionSelector;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.OpenFields;
import io.tributary.runtime.keys.Vault;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes the address of the provider's page where a person consents. */
@Component
final class BeginAuthorization {
  private static final Duration TERM = Duration.ofMinutes(10);

  private final Consents consents;
  private final ResolveComponent resolve;
  private final EndpointTemplates templates;
  private final FindClient clients;
  private final OpenFields fields;
  private final Vault vault;
  private final OneTimeTexts texts;
  private final RedirectAddress redirect;
  private final Clock clock;

  BeginAuthorization(
      Consents consents,
      ResolveComponent resolve,
      EndpointTemplates templates,
      FindClient clients,
      OpenFields fields,
      Vault vault,
      OneTimeTexts texts,
      RedirectAddress redirect,
      Clock clock) {
    this.consents = consents;
    this.resolve = resolve;
    this.templates = templates;
    this.clients = clients;
    this.fields = fields;
    this.vault = vault;
    this.texts = texts;
    this.redirect = redirect;
    this.clock = clock;
  }

  /** What came of it. */
  sealed interface Outcome {
    /** The person is to open this address. */
    record Begun(URI address, Consent consent) implements Outcome {}

    record Refused(String code, String reason) implements Outcome {}
  }

  Outcome begin(Connection connection, Person person) {
    var manifest = oauth(connection);
    if (manifest.isEmpty()) {
      return new Outcome.Refused(
          "no-oauth", "%s asks no provider for consent.".formatted(connection.component()));
    }
    try {
      var endpoints = templates.endpoints(manifest.get(), OpenFields.shown(connection));
      return begin(connection, person, manifest.get(), endpoints);
    } catch (InvalidEndpoint invalid) {
      return new Outcome.Refused("endpoint-invalid", invalid.reason());
    }
  }

  private Outcome begin(
      Connection connection, Person person, OAuth2 manifest, Endpoints endpoints) {
    var found =
        clients.find(
            connection.organization(),
            connection.component(),
            manifest,
            fields.all(connection),
            endpoints.token());
    return switch (found) {
      case FindClient.Found.One(var client) -> asked(connection, person, client, endpoints);
      case FindClient.Found.NotThere(var reason) ->
          new Outcome.Refused("oauth-client-elsewhere", reason);
      case FindClient.Found.None() ->
          new Outcome.Refused(
              "oauth-client-missing",
              "There is no OAuth client for %s. Register one at the provider with the redirect address %s, then keep its id and secret: `tributary oauth-clients set %s`."
                  .formatted(connection.component(), redirect, connection.component()));
    };
  }

  private Outcome asked(
      Connection connection, Person person, ClientCredentials client, Endpoints endpoints) {
    var state = texts.long256();
    var verifier = texts.long256();
    var address = address(endpoints, client, state, verifier);
    var consent =
        new Consent(
            Consent.Place.of(connection),
            person,
            endpoints.authorization(),
            new Deal(client.id(), endpoints.clientAuth(), endpoints.token()),
            clock.instant().plus(TERM),
            new ConsentState.Asked());
    var hash = OneTimeTexts.hash(state);
    consents.ask(
        new KeptConsent(
            hash,
            consent,
            vault.seal(
                connection.organization(),
                KeptConsent.binding(consent.place(), hash),
                Json.write(Map.of("verifier", verifier)).getBytes(StandardCharsets.UTF_8))));
    return new Outcome.Begun(address, consent);
  }

  private URI address(
      Endpoints endpoints, ClientCredentials client, String state, String verifier) {
    var ours = new LinkedHashMap<String, String>();
    ours.put("response_type", "code");
    ours.put("client_id", client.id());
    ours.put("redirect_uri", redirect.toString());
    ours.put("state", state);
    ours.put("code_challenge", OneTimeTexts.challenge(verifier));
    ours.put("code_challenge_method", "S256");
    if (!endpoints.scopes().isEmpty()) {
      ours.put("scope", String.join(" ", endpoints.scopes()));
    }
    var page = endpoints.authorization();
    var query = Optional.ofNullable(page.getRawQuery()).orElse("");
    for (var pair : query.split("&", -1)) {
      if (ours.containsKey(pair.split("=", 2)[0])) {
        throw InvalidEndpoint.saysOurs("auth_uri");
      }
    }
    return URI.create(
        page
            + (page.getRawQuery() == null ? "?" : "&")
            + ours.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&")));
  }

  private Optional<OAuth2> oauth(Connection connection) {
    return switch (resolve.resolve(
        new ComponentSelector(connection.component(), new VersionSelector.Latest()))) {
      case Resolution.Resolved(var version) -> version.manifest().credentials().oauth2();
      case Resolution.UnknownComponent _, Resolution.UnknownVersion _ -> Optional.empty();
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
