package io.tributary.platform.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RealmFileTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tributary.root", ".."), "deploy", "keycloak");
  private JsonNode realm;
  private JsonNode demo;
  private List<JsonNode> clients;

  @BeforeEach
  void read() throws IOException {
    realm = JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("realm.json")));
    demo = JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("demo.json")));
    clients = Stream.of(realm, demo).flatMap(file -> file.path("clients").valueStream()).toList();
  }

  @Test
  void theRealmHoldsNoSecretAndNoPerson() {
    assertThat(realm.findValues("secret")).isEmpty();
    assertThat(realm.findValues("credentials")).isEmpty();
    assertThat(realm.path("users")).allMatch(user -> user.has("serviceAccountClientId"));
  }

  @Test
  void noClientTakesPasswordsButTheDemosAndThatOnlyOnALaptop() {
    assertThat(realm.path("clients"))
        .noneMatch(client -> client.path("directAccessGrantsEnabled").asBoolean());
    assertThat(demo.path("clients"))
        .filteredOn(client -> client.path("directAccessGrantsEnabled").asBoolean())
        .extracting(RealmFileTest::id)
        .containsExactly("tributary-demo");
    // Keycloak's own would take them, if the file did not close it.
    assertThat(realm.path("clients"))
        .filteredOn(client -> id(client).equals("admin-cli"))
        .hasSize(1)
        .noneMatch(client -> client.path("enabled").asBoolean(true));
  }

  @Test
  void noTokenIsGivenInAnAddressAndKeycloakDecidesNothingForUs() {
    assertThat(clients)
        .noneMatch(client -> client.path("implicitFlowEnabled").asBoolean(true))
        .noneMatch(client -> client.path("authorizationServicesEnabled").asBoolean())
        .noneMatch(client -> client.has("authorizationSettings"));
  }

  @Test
  void addressesOfBrowsersAreExact() {
    assertThat(clients).flatExtracting(RealmFileTest::addresses).isNotEmpty();
    assertThat(clients)
        .flatExtracting(RealmFileTest::addresses)
        .allMatch(address -> address.matches("http://localhost:8080/?"));
    assertThat(clients)
        .filteredOn(client -> !addresses(client).isEmpty())
        .extracting(RealmFileTest::id)
        .containsExactly("tributary-web");
  }

  @Test
  void publicClientsProveThatTheyBeganWhatTheyEnd() {
    assertThat(clients)
        .filteredOn(client -> client.path("publicClient").asBoolean())
        .hasSize(4)
        .allMatch(
            client ->
                client
                    .path("attributes")
                    .path("pkce.code.challenge.method")
                    .asString("")
                    .equals("S256"));
  }

  @Test
  void onlyTheBrowserComesBackWithACodeAndNobodyStaysSignedInForMonthsThere() {
    assertThat(clients)
        .filteredOn(client -> client.path("standardFlowEnabled").asBoolean(true))
        .extracting(RealmFileTest::id)
        .containsExactly("tributary-web");
    assertThat(clients)
        .filteredOn(client -> client.toString().contains("offline_access"))
        .extracting(RealmFileTest::id)
        .containsExactly("tributary-cli");
  }

  @Test
  void tokensAreMeantForTributaryButForTheOneOfTheAdminApi() {
    assertThat(clients)
        .filteredOn(client -> !Set.of("tributary-organizations", "admin-cli").contains(id(client)))
        .allMatch(client -> client.path("protocolMappers").toString().contains("tributary"));
    assertThat(realm.path("accessTokenLifespan").asInt()).isEqualTo(300);
    assertThat(realm.path("bruteForceProtected").asBoolean()).isTrue();
  }

  @Test
  void theDemosPeopleLiveInOrganizationsThatExist() {
    var people = DemoPeople.read(FOLDER.resolve("demo.json"));

    assertThat(people.organizations())
        .extracting(DemoPeople.Organization::alias)
        .containsExactlyInAnyOrder("acme", "tributary", "northwind");
    assertThat(people.people())
        .extracting(DemoPeople.Person::email)
        .contains("dev@acme.test", "operator@tributary.test");
  }

  @Test
  void demoPasswordsAreKeptOnceMade(@TempDir Path folder) {
    var logins = new DemoLogins(folder.resolve("demo-logins"));

    var first = logins.make("dev@acme.test");
    logins.make("dev@northwind.test");

    assertThat(first).matches("([a-z2-9]{4}-){3}[a-z2-9]{4}");
    assertThat(new DemoLogins(folder.resolve("demo-logins")).passwordOf("dev@acme.test"))
        .contains(first);
    assertThat(logins.passwordOf("nobody@acme.test")).isEmpty();
  }

  private static String id(JsonNode client) {
    return client.path("clientId").asString();
  }

  /** Wherever a browser may be sent to, or ask from. */
  private static List<String> addresses(JsonNode client) {
    return Stream.of(
            client.path("redirectUris").valueStream().map(JsonNode::asString),
            client.path("webOrigins").valueStream().map(JsonNode::asString),
            Stream.of("rootUrl", "baseUrl", "adminUrl")
                .map(name -> client.path(name).asString(""))
                .filter(address -> !address.isEmpty()),
            Arrays.stream(
                    client
                        .path("attributes")
                        .path("post.logout.redirect.uris")
                        .asString("")
                        .split("##", -1))
                .filter(address -> !address.isEmpty()))
        .flatMap(each -> each)
        .toList();
  }
}
