package io.tributary.connectors.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.ConnectionCheck.Outcome.Refused;
import io.tributary.sdk.ConnectionCheck.Outcome.Works;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginTest {
  private Books books;

  @BeforeEach
  void open() throws IOException {
    books = Books.open();
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void checkSaysWhichCompanyItIs() {
    var outcome = Run.check(new CheckCompany()).withConnection(books.connection()).check();

    assertThat(outcome).isInstanceOf(Works.class);
    assertThat(((Works) outcome).account())
        .isEqualTo("Babbage Engines (company 9341452100000001, US)");
  }

  @Test
  void checkNamesTheFieldToCorrect() {
    assertThat(refusedField("oauth", Map.of("access_token", "old"))).isEqualTo("oauth");
    assertThat(refusedField("realmId", "9341452100000009")).isEqualTo("realmId");
    assertThat(refusedField("address", "http://127.0.0.1:1")).isEqualTo("address");
  }

  @Test
  void connectionThatCannotBeSaysWhatIsMissing() {
    assertThat(query("oauth", null)).startsWith("connection#/oauth: is not authorized");
    assertThat(query("realmId", "my company")).startsWith("connection#/realmId: \"my company\"");
    assertThat(query("environment", "moon")).startsWith("connection#/environment: \"moon\"");
    assertThat(query("address", "acme")).startsWith("connection#/address: is no address");
    assertThat(query("minorVersion", "new")).startsWith("connection#/minorVersion: \"new\"");
  }

  @Test
  void expiredTokenRefusesTheConnection() {
    books.emulator().expireTokens();

    var outcome = query(books.connection());

    assertThat(outcome).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(Books.message(outcome)).contains("3200", "Authorize it again");
  }

  @Test
  void whatPassesByItselfIsTriedLaterAndTheRestIsNot() {
    var throttled = failing(429, "");

    assertThat(throttled).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(((Outcome.RetriedLater) throttled).after())
        .isEqualTo(Optional.of(Duration.ofSeconds(7)));
    assertThat(failing(503, "10000")).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(failing(400, "6000")).isInstanceOf(Outcome.GivenUp.class);
    assertThat(failing(400, "120")).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(failing(400, "6190")).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(failing(401, "3200")).isInstanceOf(Outcome.ConnectionRefused.class);
  }

  private Outcome failing(int status, String code) {
    books.emulator().faults().fail(1, status, code);
    return query(books.connection());
  }

  private String query(String field, Object value) {
    var connection = books.connection();
    connection.remove(field);
    if (value != null) {
      connection.put(field, value);
    }
    var outcome = query(connection);
    assertThat(outcome).isInstanceOf(Outcome.ConnectionRefused.class);
    return Books.message(outcome);
  }

  private String refusedField(String field, Object value) {
    var connection = books.connection();
    connection.put(field, value);
    var outcome = Run.check(new CheckCompany()).withConnection(connection).check();
    return ((Refused) outcome).field();
  }

  private static Outcome query(Map<String, ?> connection) {
    return Run.action(new Query())
        .withConnection(connection)
        .withFields(Map.of("query", "SELECT * FROM Account"))
        .on("{}")
        .outcome();
  }
}
