package io.tributary.platform.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RealmFileTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tributary.root", ".."), "deploy", "keycloak");
  private JsonNode realm;

  @BeforeEach
  void read() throws IOException {
    realm = JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("realm.json")));
  }

  @Test
  void theRealmHoldsNoSecretAndNoPerson() {
    assertThat(realm.findValues("secret")).isEmpty();
    assertThat(realm.findValues("credentials")).isEmpty();
    assertThat(realm.path("users")).allMatch(user -> user.has("serviceAccountClientId"));
  }

  @Test
  void noClientTakesPasswordsOrImplicitGrants() {
    assertThat(realm.path("clients"))
        .noneMatch(client -> client.path("directAccessGrantsEnabled").asBoolean())
        .noneMatch(client -> client.path("implicitFlowEnabled").asBoolean());
  }

  @Test
  void redirectsAreExact() {
    assertThat(realm.path("clients"))
        .flatMap(client -> client.path("redirectUris").values())
        .isNotEmpty()
        .noneMatch(address -> address.asString().contains("*"));
  }

  @Test
  void tokensAreMeantForTributaryButForTheOneOfTheAdminApi() {
    assertThat(realm.path("clients"))
        .filteredOn(client -> !"tributary-organizations".equals(client.path("clientId").asString()))
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
}
