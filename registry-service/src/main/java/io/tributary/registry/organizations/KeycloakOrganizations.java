package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.tokens.ServiceTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's organizations, by its admin API; an organization's alias is our name. The client needs
 * what {@code tributary-organizations} has in {@code deploy/keycloak}.
 */
final class KeycloakOrganizations implements IdentityProvider {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String address;
  private final ServiceTokens tokens;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * Of the realm that issues the tokens.
   *
   * @param issuer {@code …/realms/NAME}
   */
  KeycloakOrganizations(String issuer, ServiceTokens tokens) {
    int realms = issuer.lastIndexOf("/realms/");
    if (realms < 0) {
      throw new IllegalArgumentException(
          "\"%s\" is no issuer of Keycloak's. Set tributary.organizations.provider=none."
              .formatted(issuer));
    }
    this.address = issuer.substring(0, realms) + "/admin" + issuer.substring(realms);
    this.tokens = tokens;
  }

  @Override
  public boolean knows(OrganizationName organization) {
    return idOf(organization).isPresent();
  }

  @Override
  public void make(OrganizationName organization) {
    // The name is the alias: titles may be alike, and Keycloak's names may not.
    ask(
        "POST",
        "/organizations",
        Json.write(
            Map.of("alias", organization.value(), "name", organization.value(), "enabled", true)),
        Set.of(201, 409));
  }

  @Override
  public void unmake(OrganizationName organization) {
    idOf(organization)
        .ifPresent(id -> ask("DELETE", "/organizations/" + encoded(id), null, Set.of(204, 404)));
  }

  @Override
  public void join(OrganizationName organization, String subject) {
    ask("POST", members(organization), Json.write(subject), Set.of(201, 204, 409));
  }

  @Override
  public void remove(OrganizationName organization, String subject) {
    ask("DELETE", members(organization) + "/" + encoded(subject), null, Set.of(204, 404));
  }

  private String members(OrganizationName organization) {
    var id =
        idOf(organization)
            .orElseThrow(
                () -> new ProviderUnreachable("Keycloak has no organization " + organization));
    return "/organizations/" + encoded(id) + "/members";
  }

  private Optional<String> idOf(OrganizationName organization) {
    var answer =
        ask(
            "GET",
            "/organizations?exact=true&max=10&search=" + encoded(organization.value()),
            null,
            Set.of(200));
    return ofAlias(answer, organization).or(() -> searched(organization));
  }

  /** Where somebody gave it another name than its alias, the exact search does not find it. */
  private Optional<String> searched(OrganizationName organization) {
    for (int first = 0; ; first += 100) {
      var page = ask("GET", "/organizations?first=" + first + "&max=100", null, Set.of(200));
      var found = ofAlias(page, organization);
      if (found.isPresent() || Json.tree(page.body()).size() < 100) {
        return found;
      }
    }
  }

  private static Optional<String> ofAlias(
      HttpResponse<String> answer, OrganizationName organization) {
    return StreamSupport.stream(Json.tree(answer.body()).spliterator(), false)
        .filter(each -> organization.value().equals(each.path("alias").asString("")))
        .map(each -> each.path("id").asString(""))
        .findFirst();
  }

  private HttpResponse<String> ask(
      String method, String path, @Nullable String body, Set<Integer> good) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(address + path))
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + tokens.bearer())
              .header("Content-Type", "application/json")
              .method(
                  method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      if (!good.contains(answer.statusCode())) {
        throw new ProviderUnreachable(
            "Keycloak answered %d to %s %s".formatted(answer.statusCode(), method, path));
      }
      return answer;
    } catch (IOException | UncheckedIOException away) {
      throw new ProviderUnreachable("Keycloak does not answer", away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ProviderUnreachable("stopped while Keycloak was asked", stopped);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
