package io.tributary.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.ConnectionCheck.Outcome.Refused;
import io.tributary.sdk.ConnectionCheck.Outcome.Works;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginTest {
  private Organization organization;

  @BeforeEach
  void open() throws IOException {
    organization = Organization.open();
  }

  @AfterEach
  void close() {
    organization.close();
  }

  @Test
  void checkSaysWhoOneIsByWebAndByKey() {
    var web = Run.check(new CheckLogin()).withConnection(organization.byWeb()).check();
    var key = Run.check(new CheckLogin()).withConnection(organization.byKey()).check();

    assertThat(web).isEqualTo(key).isInstanceOf(Works.class);
    assertThat(((Works) web).account()).startsWith("ada@acme.example (organization 00D");
  }

  @Test
  void checkNamesTheFieldToCorrect() {
    var stale = new HashMap<>(organization.byWeb());
    stale.put(
        "oauth", Map.of("access_token", "old", "instance_url", organization.emulator().address()));
    var future = organization.byKey();
    future.put("apiVersion", "99.0");
    var nowhere = organization.byKey();
    nowhere.put("domain", "http://127.0.0.1:1");

    assertThat(refusedField(stale)).isEqualTo("oauth");
    assertThat(refusedField(future)).isEqualTo("apiVersion");
    assertThat(refusedField(nowhere)).isEqualTo("domain");
  }

  @Test
  void keyThatTheAppDoesNotKnowIsRefusedWithoutRepeatingIt() {
    var connection = organization.byKey();
    connection.put(
        "privateKey",
        Organization.pem("PRIVATE KEY", Organization.keys().getPrivate().getEncoded()));
    var garbage = organization.byKey();
    garbage.put("privateKey", "-----BEGIN PRIVATE KEY----- c2VjcmV0 -----END PRIVATE KEY-----");

    var wrong = query(connection).outcome();
    var broken = query(garbage).outcome();

    assertThat(wrong).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(((Outcome.ConnectionRefused) wrong).message()).contains("invalid_grant");
    assertThat(broken).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(((Outcome.ConnectionRefused) broken).message())
        .startsWith("connection#/privateKey: is no RSA key")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void tokenByKeyIsRenewedOnceItIsRefusedAndLentOneIsNot() {
    assertThat(query(organization.byKey()).outcome()).isEqualTo(new Outcome.Done());
    organization.emulator().expireSessions();

    var byKey = query(organization.byKey()).outcome();
    var byWeb = query(organization.byWeb()).outcome();

    assertThat(byKey).isEqualTo(new Outcome.Done());
    assertThat(byWeb).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(((Outcome.ConnectionRefused) byWeb).message()).contains("INVALID_SESSION_ID");
  }

  @Test
  void connectionThatIsNeitherSaysSo() {
    var outcome = query(Map.of("domain", "https://login.salesforce.com")).outcome();

    assertThat(outcome).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(((Outcome.ConnectionRefused) outcome).message()).contains("neither authorized");
  }

  @Test
  void whatPassesByItselfIsTriedLaterAndTheRestIsNot() {
    assertThat(failing(503, "")).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(failing(400, "UNABLE_TO_LOCK_ROW")).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(failing(429, "ANY")).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(failing(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION"))
        .isInstanceOf(Outcome.GivenUp.class);
    assertThat(failing(403, "API_DISABLED_FOR_ORG")).isInstanceOf(Outcome.ConnectionRefused.class);

    var spent = failing(403, "");
    assertThat(spent).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(((Outcome.RetriedLater) spent).after()).isPresent();
  }

  private Outcome failing(int status, String code) {
    organization.emulator().faults().fail(1, status, code);
    return query(organization.byWeb()).outcome();
  }

  private String refusedField(Map<String, Object> connection) {
    var outcome = Run.check(new CheckLogin()).withConnection(connection).check();
    return ((Refused) outcome).field();
  }

  private static io.tributary.testkit.Result query(Map<String, Object> connection) {
    return Run.action(new Query())
        .withConnection(connection)
        .withFields(Map.of("soql", "SELECT Id FROM Account"))
        .on("{}");
  }
}
