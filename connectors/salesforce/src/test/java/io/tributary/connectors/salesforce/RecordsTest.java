package io.tributary.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.Action;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private static final Map<String, String> BY_EXTERNAL_ID =
      Map.of("object", "Account", "keyField", "External_Id__c");

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
  void recordIsCreatedUpdatedAndDeletedAndARepeatedDeleteIsNone() {
    var created = run(new Create(), Map.of("object", "Account")).on("{\"Name\": \"A\"}").only();
    var id = created.asMap().get("id").toString();

    run(new Update(), Map.of("object", "Account"))
        .on(Map.of("Id", id, "Industry", "Energy"))
        .only();
    int energetic = organization.count("SELECT COUNT() FROM Account WHERE Industry = 'Energy'");
    var delete = run(new Delete(), Map.of("object", "Account"));
    var first = delete.on(Map.of("Id", id)).only();
    var second = delete.on(Map.of("Id", id)).only();

    assertThat(created.key()).contains(id);
    assertThat(energetic).isEqualTo(1);
    assertThat(first.asMap()).containsEntry("deleted", true);
    assertThat(second.asMap()).containsEntry("deleted", false);
    assertThat(organization.count("SELECT COUNT() FROM Account")).isZero();
  }

  @Test
  void upsertOfTheSameMessageTwiceMakesOneRecord() {
    var upsert = run(new Upsert(), BY_EXTERNAL_ID);
    var input = Map.of("External_Id__c", "a/b ?&'ü", "Name", "A");

    var first = upsert.on(input).only().asMap();
    var second = upsert.on(input).only().asMap();

    assertThat(first).containsEntry("created", true);
    assertThat(second).containsEntry("created", false).containsEntry("id", first.get("id"));
    assertThat(organization.count("SELECT COUNT() FROM Account")).isEqualTo(1);
  }

  @Test
  void upsertByAnIdThatSeveralHaveIsGivenUp() {
    organization.load(
        "Account",
        Map.of("Name", "1", "Region_Code__c", "R"),
        Map.of("Name", "2", "Region_Code__c", "R"));

    var outcome =
        run(new Upsert(), Map.of("object", "Account", "keyField", "Region_Code__c"))
            .on(Map.of("Region_Code__c", "R"))
            .outcome();

    assertThat(((Outcome.GivenUp) outcome).message())
        .startsWith("input#/Region_Code__c: several records");
  }

  @Test
  void createWithAFieldForTheMessagesKeyHappensOnce() {
    var create = run(new Create(), BY_EXTERNAL_ID);

    var first = create.on("{\"Name\": \"A\"}").only().asMap();
    var again = create.withAttempt(2).on("{\"Name\": \"A\"}").only().asMap();
    create.withIdempotencyKey("another").on("{\"Name\": \"A\"}").only();

    assertThat(again).isEqualTo(first);
    assertThat(organization.count("SELECT COUNT() FROM Account")).isEqualTo(2);
  }

  @Test
  void refusalsNameFieldCauseAndNextStep() {
    organization.load("Account", Map.of("Name", "1", "External_Id__c", "taken"));

    assertThat(refusal("Lead", "{\"LastName\": \"B\"}"))
        .startsWith("input#/Company: REQUIRED_FIELD_MISSING")
        .endsWith("Give it a value in the mapping");
    assertThat(refusal("Account", "{\"Name\": \"%s\"}".formatted("x".repeat(300))))
        .startsWith("input#/Name: STRING_TOO_LONG")
        .endsWith("Shorten it in the mapping");
    assertThat(refusal("Account", "{\"Name\": \"A\", \"Nope\": 1}"))
        .contains("INVALID_FIELD", "Nope");
    assertThat(refusal("Account", "{\"Name\": \"A\", \"External_Id__c\": \"taken\"}"))
        .contains("DUPLICATE_VALUE", "Upsert by an external id");
    assertThat(refusal("No/thing", "{}")).startsWith("fields#/object: \"No/thing\" is no object");
  }

  @Test
  void lookUpFindsOneOrNoneAndRefusesSeveral() {
    organization.load(
        "Account",
        Map.of("Name", "O'Hara", "External_Id__c", "A-1"),
        Map.of("Name", "Twice"),
        Map.of("Name", "Twice"));
    var byName =
        Map.<String, Object>of(
            "object", "Account", "keyField", "Name", "fields", "Id, Name, Owner.Name");

    var one = run(new LookUp(), byName).on("{\"value\": \"O'Hara\"}").only().asMap();
    var none = run(new LookUp(), byName).on("{\"value\": \"x' OR Name != '\"}").only().asMap();
    var all = run(new LookUp(), BY_EXTERNAL_ID).on("{\"value\": \"A-1\"}").only().asMap();
    var several = run(new LookUp(), byName).on("{\"value\": \"Twice\"}").outcome();
    var missing =
        run(new LookUp(), Map.of("object", "Account", "keyField", "Name", "mustExist", true))
            .on("{\"value\": \"nobody\"}")
            .outcome();

    assertThat(one).containsEntry("found", true);
    assertThat(((Map<?, ?>) one.get("record")).get("Owner")).isEqualTo(Map.of("Name", "Ada"));
    assertThat(none).isEqualTo(Map.of("found", false));
    assertThat(((Map<?, ?>) all.get("record")).get("Name")).isEqualTo("O'Hara");
    assertThat(several).isInstanceOf(Outcome.GivenUp.class);
    assertThat(missing).isInstanceOf(Outcome.GivenUp.class);
  }

  @Test
  void peopleChooseAmongWhatTheUserSees() {
    var setup = new PlainSetup(Map.of("object", "Account"), organization.byWeb());

    var writable = new Create().choices("writable", setup);
    var external = new Upsert().choices("external", setup);

    assertThat(writable).extracting("value").contains("Account", "Lead").doesNotContain("User");
    assertThat(external).extracting("value").containsExactly("External_Id__c", "Region_Code__c");
    assertThat(new LookUp().choices("keys", setup)).extracting("value").contains("Id");
  }

  @Test
  void schemasComeFromTheDescribe() {
    var lead = new PlainSetup(Map.of("object", "Lead"), organization.byWeb());

    var shape = new Create().schema("create", lead);

    assertThat(shape.in().get("required")).isEqualTo(List.of("LastName", "Company"));
    var properties = (Map<?, ?>) shape.in().get("properties");
    assertThat(properties.containsKey("SystemModstamp")).isFalse();
    assertThat(properties.get("Company"))
        .isEqualTo(Map.of("title", "Company", "type", "string", "maxLength", 255));
    assertThat(((Map<?, ?>) properties.get("NumberOfEmployees")).get("type"))
        .isEqualTo(List.of("integer", "null"));
    assertThat(
            ((Map<?, ?>)
                    new ChangedRecords().schema("changedRecords", lead).out().get("properties"))
                .containsKey("SystemModstamp"))
        .isTrue();
  }

  private String refusal(String object, String input) {
    return ((Outcome.GivenUp) run(new Create(), Map.of("object", object)).on(input).outcome())
        .message();
  }

  private Run run(Action<?> action, Map<String, ?> fields) {
    return Run.action(action).withConnection(organization.byWeb()).withFields(fields);
  }
}
