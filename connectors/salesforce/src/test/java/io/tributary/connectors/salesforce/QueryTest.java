package io.tributary.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.GiveUp;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryTest {
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
  void resultComesInPagesAndALaterAttemptGoesOnWhereTheyEnded() {
    loadLeads(4500);

    var whole = run("SELECT Id, Name FROM Lead ORDER BY Id", Map.of()).on("{}");
    var rest =
        run("SELECT Id, Name FROM Lead ORDER BY Id", Map.of())
            .withCursor(whole.cursor().orElseThrow())
            .on("{}");

    assertThat(whole.emitted())
        .hasSize(4500)
        .extracting(out -> out.key().orElse(""))
        .doesNotHaveDuplicates();
    assertThat(whole.emitted().getFirst().asMap()).containsOnlyKeys("Id", "Name");
    assertThat(whole.cursor().orElseThrow()).contains("-4000", "\"given\":4000");
    assertThat(rest.emitted()).isEqualTo(whole.emitted().subList(4000, 4500));
  }

  @Test
  void pagesComeAsOneOutputEach() {
    loadLeads(450);

    var result = run("SELECT Id FROM Lead", Map.of("give", "pages")).on("{}");

    assertThat(result.emitted()).hasSize(3);
    assertThat(result.emitted().getLast().asMap())
        .containsEntry("total", 450)
        .containsEntry("from", 400);
    assertThat((List<?>) result.emitted().getLast().asMap().get("records")).hasSize(50);
  }

  @Test
  void cursorThatSalesforceForgotIsToldPlainly() {
    loadLeads(2500);
    var cursor = run("SELECT Id FROM Lead", Map.of()).on("{}").cursor().orElseThrow();
    organization.emulator().expireCursors();

    var outcome = run("SELECT Id FROM Lead", Map.of()).withCursor(cursor).on("{}").outcome();

    assertThat(((Outcome.GivenUp) outcome).message())
        .contains("2,000 records were given out")
        .contains("Replay the message");
  }

  @Test
  void relationshipsComeWithoutTheApisOwnParts() {
    organization.load("Account", Map.of("Name", "Zuse", "External_Id__c", "A"));
    organization.load(
        "Contact", Map.of("LastName", "Konrad", "Account", Map.of("External_Id__c", "A")));

    var result =
        run("SELECT Name, (SELECT LastName, Account.Name FROM Contacts) FROM Account", Map.of())
            .on("{}");

    assertThat(result.only().asMap())
        .isEqualTo(
            Map.of(
                "Name",
                "Zuse",
                "Contacts",
                List.of(Map.of("LastName", "Konrad", "Account", Map.of("Name", "Zuse")))));
  }

  @Test
  void valuesCannotBecomeAPartOfTheQuery() {
    organization.load("Account", Map.of("Name", "O'Hara"), Map.of("Name", "other"));
    var soql = "SELECT Name FROM Account WHERE Name = :name AND CreatedDate > :@since";

    var one =
        run(soql, Map.of())
            .on(Map.of("parameters", Map.of("name", "O'Hara", "since", "2020-01-01T00:00:00Z")));
    var none =
        run(soql, Map.of())
            .on(
                Map.of(
                    "parameters",
                    Map.of("name", "' OR Name != '", "since", "2020-01-01T00:00:00Z")));
    var bad =
        run(soql, Map.of())
            .on(Map.of("parameters", Map.of("name", "x", "since", "2020-01-01 OR Name != ''")));

    assertThat(one.emitted()).hasSize(1);
    assertThat(none.emitted()).isEmpty();
    assertThat(((Outcome.GivenUp) bad.outcome()).message())
        .startsWith("input#/parameters/since: is no date");
  }

  @Test
  void parametersAreToldFromTextsTimesAndDays() {
    var soql =
        "SELECT Id FROM A WHERE B = ':no \\' :no' AND C > 2026-01-01T22:00:00Z AND D ="
            + " LAST_N_DAYS:7 AND E IN :list AND F = :none";

    var filled = SoqlText.filled(soql, java.util.Collections.unmodifiableMap(parameters()));

    assertThat(filled)
        .isEqualTo(
            "SELECT Id FROM A WHERE B = ':no \\' :no' AND C > 2026-01-01T22:00:00Z AND D ="
                + " LAST_N_DAYS:7 AND E IN (1, 'x\\\\\\'') AND F = null");
    Assertions.assertThatThrownBy(() -> SoqlText.filled("a = :b", Map.of()))
        .isInstanceOf(GiveUp.class)
        .hasMessageStartingWith("input#/parameters/b: is missing");
  }

  @Test
  void queryThatIsWrongIsGivenUpWithItsPlace() {
    var outcome = run("SELECT Nope FROM Account", Map.of()).on("{}").outcome();

    assertThat(((Outcome.GivenUp) outcome).message())
        .startsWith("fields#/soql: INVALID_FIELD")
        .contains("Nope");
  }

  private static Map<String, Object> parameters() {
    var parameters = new java.util.HashMap<String, Object>();
    parameters.put("list", List.of(1, "x\\'"));
    parameters.put("none", null);
    return parameters;
  }

  private void loadLeads(int count) {
    organization.load(
        "Lead",
        IntStream.range(0, count)
            .mapToObj(i -> Map.of("LastName", "L" + i, "Company", "C"))
            .toList());
  }

  private Run run(String soql, Map<String, Object> fields) {
    var all = new java.util.HashMap<>(fields);
    all.put("soql", soql);
    return Run.action(new Query()).withConnection(organization.byWeb()).withFields(all);
  }
}
