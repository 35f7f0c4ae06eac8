package io.tributary.platform.keycloak;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.platform.home.Distribution;
import io.tributary.platform.home.Home;
import io.tributary.platform.home.SecretFile;
import io.tributary.platform.home.StartRefused;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * The realm as code, brought into a running Keycloak through its admin API: whatever is missing is
 * made, nothing that a person changed is overwritten.
 *
 * <p>Asks Keycloak nothing when the files are those of the last start.
 */
record Realm(String address, String client, SecretFile secret, URI publicUrl) {
  static final String NAME = "tributary";
  private static final String WEB_CLIENT = "tributary-web";

  void prepare(Distribution distribution, Home home, Function<String, SecretFile> secrets) {
    try {
      var stamp = home.run().resolve("realm");
      var wanted = fingerprint(distribution);
      if (Files.exists(stamp) && wanted.equals(Files.readString(stamp))) {
        return;
      }
      var representation = representation(distribution);
      try (var admin =
          KeycloakBuilder.builder()
              .serverUrl(address)
              .realm("master")
              .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
              .clientId(client)
              .clientSecret(secret.read())
              .build()) {
        if (admin.realms().findAll().stream().noneMatch(realm -> NAME.equals(realm.getRealm()))) {
          admin.realms().create(representation);
        }
        var realm = admin.realm(NAME);
        makeMissingClients(realm, representation);
        keepSecrets(realm, representation, secrets);
        closeClients(realm, representation);
        makeAddressesFit(realm, representation);
        var founders =
            new Residents(realm, new DemoLogins(home.demoLogins()))
                .settle(DemoPeople.read(distribution.demoPeople()));
        new FoundersFile(home).write(founders);
      }
      Files.writeString(stamp, wanted);
    } catch (IOException | WebApplicationException | ProcessingException broken) {
      throw new StartRefused(
          "realm-not-made",
          "The realm of deploy/keycloak cannot be made: " + broken.getMessage(),
          "Read " + home.log("keycloak") + ", then start again.",
          broken);
    }
  }

  private String fingerprint(Distribution distribution) throws IOException {
    var all = new StringBuilder(address).append(publicUrl);
    for (Path file : List.of(distribution.realm(), distribution.demoPeople())) {
      all.append(Files.readString(file));
    }
    return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /**
   * The realm of every deployment, with the clients of a laptop's demo: one of them lets the demo
   * log in by password, which no other deployment may have (RFC 9700, 2.4).
   */
  private static RealmRepresentation representation(Distribution distribution) throws IOException {
    var json = new ObjectMapper();
    var realm = json.readValue(distribution.realm().toFile(), RealmRepresentation.class);
    var demo = json.readTree(distribution.demoPeople().toFile()).path("clients");
    realm.getClients().addAll(List.of(json.treeToValue(demo, ClientRepresentation[].class)));
    return realm;
  }

  /** Those that came with a later version of the file than the realm was made from. */
  private static void makeMissingClients(RealmResource realm, RealmRepresentation representation) {
    for (var client : representation.getClients()) {
      if (realm.clients().findByClientId(client.getClientId()).isEmpty()) {
        try (var response = realm.clients().create(client)) {
          Answers.requireMade(response, "client " + client.getClientId());
        }
        representation.getUsers().stream()
            .filter(user -> client.getClientId().equals(user.getServiceAccountClientId()))
            .forEach(user -> giveRoles(realm, user));
      }
    }
  }

  /** Those of a client's own account, as the file says. */
  private static void giveRoles(RealmResource realm, UserRepresentation wanted) {
    var client = realm.clients().findByClientId(wanted.getServiceAccountClientId()).getFirst();
    var account = realm.clients().get(client.getId()).getServiceAccountUser();
    var roles = realm.users().get(account.getId()).roles();
    var ofRealm = Objects.requireNonNullElse(wanted.getRealmRoles(), List.<String>of());
    roles
        .realmLevel()
        .add(ofRealm.stream().map(role -> realm.roles().get(role).toRepresentation()).toList());
    Objects.requireNonNullElse(wanted.getClientRoles(), Map.<String, List<String>>of())
        .forEach(
            (owner, names) -> {
              var id = realm.clients().findByClientId(owner).getFirst().getId();
              var all = realm.clients().get(id).roles();
              roles
                  .clientLevel(id)
                  .add(names.stream().map(role -> all.get(role).toRepresentation()).toList());
            });
  }

  /** Keycloak made the secrets of the service clients; each goes to a file of its own. */
  private static void keepSecrets(
      RealmResource realm,
      RealmRepresentation representation,
      Function<String, SecretFile> secrets) {
    representation.getClients().stream()
        .filter(client -> Boolean.TRUE.equals(client.isServiceAccountsEnabled()))
        .map(ClientRepresentation::getClientId)
        .forEach(
            name -> {
              var id = realm.clients().findByClientId(name).getFirst().getId();
              secrets.apply(name).write(realm.clients().get(id).getSecret().getValue());
            });
  }

  /** Those of Keycloak's own that the file closes, in realms from before it did. */
  private static void closeClients(RealmResource realm, RealmRepresentation representation) {
    representation.getClients().stream()
        .filter(client -> Boolean.FALSE.equals(client.isEnabled()))
        .map(client -> realm.clients().findByClientId(client.getClientId()).getFirst())
        .forEach(
            client -> {
              client.setEnabled(false);
              client.setDirectAccessGrantsEnabled(false);
              realm.clients().get(client.getId()).update(client);
            });
  }

  /** The file names the standard address; this platform may have another port. */
  private void makeAddressesFit(RealmResource realm, RealmRepresentation representation) {
    var wanted =
        representation.getClients().stream()
            .filter(client -> WEB_CLIENT.equals(client.getClientId()))
            .findFirst()
            .orElseThrow();
    var web = realm.clients().findByClientId(WEB_CLIENT).getFirst();
    web.setRedirectUris(
        wanted.getRedirectUris().stream()
            .map(uri -> publicUrl.resolve(URI.create(uri).getPath()).toString())
            .toList());
    var origin = publicUrl.toString();
    web.setWebOrigins(List.of(origin));
    web.getAttributes().put("post.logout.redirect.uris", origin + "/");
    realm.clients().get(web.getId()).update(web);
  }
}
