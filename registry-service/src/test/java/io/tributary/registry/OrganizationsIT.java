package io.tributary.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.registry.OrganizationParts.KeptLetters;
import io.tributary.registry.organizations.Founder;
import io.tributary.registry.organizations.MakeOrganization;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Organizations, members and invitations through the front door. */
class OrganizationsIT {
  private static final Pattern CODE = Pattern.compile("orgs join (\\S+)");

  @TempDir static Path folder;
  private static RunningRegistry registry;

  @BeforeAll
  static void start() throws IOException, JOSEException {
    registry = new RunningRegistry(folder, OrganizationParts.class);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void whoMakesAnOrganizationOwnsIt() throws Exception {
    var made = make("ada", "globex");

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(Json.tree(made.body()).path("role").asString()).isEqualTo("owner");
    reachable("ada", "globex");
    assertThat(registry.get("/api/v1/organizations", token("ada", "globex")).body())
        .contains("\"name\":\"globex\"", "\"named\":true");
  }

  @Test
  void aNameIsTakenOnce() throws Exception {
    make("ada", "initech");

    var again = make("grace", "initech");

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("organization-taken");
    assertThat(registry.get(members("initech"), token("grace", "initech")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatCannotBeAnOrganizationIsExplained() throws Exception {
    var ada = token("ada");

    assertThat(
            send("POST", "/api/v1/organizations", ada, "{\"name\":\"A!\",\"title\":\"x\"}").body())
        .contains("name-invalid");
    assertThat(send("POST", "/api/v1/organizations", ada, "{\"name\":\"umbrella\"}").body())
        .contains("field-missing", "title");
    assertThat(
            send("POST", "/api/v1/organizations", ada, "{\"name\":\"umbrella\",\"title\":\" \"}")
                .body())
        .contains("title-invalid");
  }

  @Test
  void nobodyCollectsNames() throws Exception {
    for (int number = 0; number < 10; number++) {
      assertThat(make("collector", "collected-" + number).statusCode()).isEqualTo(201);
    }

    assertThat(make("collector", "collected-11").body()).contains("too-many-organizations");
  }

  @Test
  void anInvitationIsForOneAddressAndGoodOnce() throws Exception {
    make("ada", "hooli");
    var sent = invite("ada", "hooli", "Grace@people.test", "builder");
    assertThat(sent.statusCode()).isEqualTo(201);
    var letter = registry.part(KeptLetters.class).last();
    var code = code(letter.text());
    assertThat(letter.to()).containsExactly("grace@people.test");

    var another = accept(token("mallory"), code);
    assertThat(another.statusCode()).isEqualTo(403);
    assertThat(another.body()).contains("invitation-for-another").doesNotContain("grace");

    assertThat(Json.tree(accept(token("grace"), code).body()).path("role").asString())
        .isEqualTo("builder");
    reachable("grace", "hooli");
    assertThat(accept(token("grace"), code).body()).contains("invitation-not-found");
    assertThat(invite("ada", "hooli", "grace@people.test", "viewer").body())
        .contains("already-a-member", "builder");
  }

  @Test
  void aWithdrawnAReplacedAndAnOldInvitationAreNone() throws Exception {
    make("ada", "piper");
    var first = code(invited("ada", "piper", "grace@people.test", "viewer"));
    var second = code(invited("ada", "piper", "grace@people.test", "viewer"));
    assertThat(accept(token("grace"), first).body()).contains("invitation-not-found");

    var open = registry.get(invitations("piper"), token("ada", "piper")).body();
    assertThat(open).contains("grace@people.test").doesNotContain(second);
    var id = Json.tree(open).path("invitations").path(0).path("id").asString();
    assertThat(
            send("DELETE", invitations("piper") + "/" + id, token("ada", "piper"), "").statusCode())
        .isEqualTo(204);
    assertThat(accept(token("grace"), second).body()).contains("invitation-not-found");

    var old = code(invited("ada", "piper", "grace@people.test", "viewer"));
    registry
        .database()
        .sql("update registry.invitations set until = now() - interval '1 second'")
        .update();
    assertThat(accept(token("grace"), old).body()).contains("invitation-not-found");
  }

  @Test
  void rolesOpenWhatTheTableSays() throws Exception {
    make("ada", "wayne");
    join("vera", "wayne", "viewer");
    join("adam", "wayne", "admin");
    var vera = token("vera", "wayne");
    var adam = token("adam", "wayne");

    assertThat(invite("vera", "wayne", "x@people.test", "viewer").body())
        .contains("role-not-enough", "viewer", "owner, admin");
    assertThat(
            send("POST", "/api/v1/organizations/wayne/publishers", vera, "{\"name\":\"wayne-x\"}")
                .statusCode())
        .isEqualTo(403);
    assertThat(invite("adam", "wayne", "x@people.test", "owner").body())
        .contains("role-not-enough");
    assertThat(role(adam, "wayne", "ada", "viewer").body()).contains("role-not-enough");
    assertThat(role(adam, "wayne", "vera", "operator").statusCode()).isEqualTo(200);
    assertThat(role(adam, "wayne", "vera", "emperor").statusCode()).isEqualTo(400);
    assertThat(role(token("ada", "wayne"), "wayne", "ada", "viewer").body()).contains("last-owner");
  }

  @Test
  void whoIsRemovedOrLeavesIsAStranger() throws Exception {
    make("ada", "stark");
    join("grace", "stark", "admin");
    join("vera", "stark", "viewer");

    assertThat(leave("ada", "stark").body()).contains("last-owner");
    assertThat(leave("vera", "stark").statusCode()).isEqualTo(204);
    stranger("vera", "stark");
    assertThat(send("DELETE", members("stark") + "/grace", token("ada", "stark"), "").statusCode())
        .isEqualTo(204);
    stranger("grace", "stark");
  }

  @Test
  void aSuspendedOrganizationCanOnlyBeLookedAt() throws Exception {
    make("ada", "acme-corp");
    reachable("ada", "acme-corp");
    var ada = token("ada", "acme-corp");
    var suspension = "/api/v1/operator/organizations/acme-corp/suspension";
    assertThat(send("PUT", suspension, ada, "{\"reason\":\"spam\"}").statusCode()).isEqualTo(403);

    assertThat(
            send("PUT", suspension, registry.issuer().operator(), "{\"reason\":\"spam\"}")
                .statusCode())
        .isEqualTo(204);

    var publisher = "{\"name\":\"acme-corp-x\"}";
    var publishers = "/api/v1/organizations/acme-corp/publishers";
    await()
        .untilAsserted(
            () ->
                assertThat(send("POST", publishers, ada, publisher).body())
                    .contains("organization-suspended"));
    assertThat(registry.get("/api/v1/organizations/acme-corp", ada).body()).contains("spam");

    send("DELETE", suspension, registry.issuer().operator(), "");
    await()
        .untilAsserted(
            () -> assertThat(send("POST", publishers, ada, publisher).statusCode()).isEqualTo(201));
  }

  @Test
  void aPartOfThePlatformFoundsNothing() throws Exception {
    var answer =
        send(
            "POST",
            "/api/v1/organizations",
            registry.issuer().service(),
            "{\"name\":\"robots\",\"title\":\"Robots\"}");

    assertThat(answer.body()).contains("people-only");
  }

  @Test
  void anInstallationsFoundersAreOwnersOnce() throws Exception {
    var organizations = registry.part(MakeOrganization.class);
    var name = new OrganizationName("contoso");

    organizations.ensure(List.of(new Founder(name, "Contoso", "ada", "ada", "ada@people.test")));
    organizations.ensure(List.of(new Founder(name, "Contoso", "mallory", "m", "m@people.test")));

    reachable("ada", "contoso");
    assertThat(registry.get(members("contoso"), token("mallory", "contoso")).statusCode())
        .isEqualTo(404);
  }

  private static HttpResponse<String> make(String person, String organization) throws Exception {
    return send(
        "POST",
        "/api/v1/organizations",
        token(person),
        "{\"name\":\"%s\",\"title\":\"The %s\"}".formatted(organization, organization));
  }

  private static void join(String person, String organization, String role) throws Exception {
    var code = code(invited("ada", organization, person + "@people.test", role));
    assertThat(accept(token(person), code).statusCode()).isEqualTo(200);
    reachable(person, organization);
  }

  private static String invited(String by, String organization, String email, String role)
      throws Exception {
    assertThat(invite(by, organization, email, role).statusCode()).isEqualTo(201);
    return registry.part(KeptLetters.class).last().text();
  }

  private static HttpResponse<String> invite(
      String by, String organization, String email, String role) throws Exception {
    reachable(by, organization);
    return send(
        "POST",
        invitations(organization),
        token(by, organization),
        "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(email, role));
  }

  private static HttpResponse<String> accept(String token, String code) throws Exception {
    return send("POST", "/api/v1/invitations/accept", token, "{\"code\":\"" + code + "\"}");
  }

  private static HttpResponse<String> role(
      String token, String organization, String member, String role) throws Exception {
    return send("PUT", members(organization) + "/" + member, token, "{\"role\":\"" + role + "\"}");
  }

  private static HttpResponse<String> leave(String person, String organization) throws Exception {
    return send("DELETE", members(organization) + "/me", token(person, organization), "");
  }

  /** Events leave behind the answer. */
  private static void reachable(String person, String organization) {
    await().until(() -> look(person, organization) == 200);
  }

  private static void stranger(String person, String organization) {
    await().until(() -> look(person, organization) == 404);
  }

  private static int look(String person, String organization) throws Exception {
    return registry.get(members(organization), token(person, organization)).statusCode();
  }

  private static String code(String letter) {
    var found = CODE.matcher(letter);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static String token(String person, String... organizations) throws JOSEException {
    return registry.issuer().person(person, organizations);
  }

  private static String members(String organization) {
    return "/api/v1/organizations/" + organization + "/members";
  }

  private static String invitations(String organization) {
    return "/api/v1/organizations/" + organization + "/invitations";
  }

  private static HttpResponse<String> send(String method, String path, String token, String body)
      throws Exception {
    return registry.send(method, path, token, body);
  }
}
