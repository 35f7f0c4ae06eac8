package io.tributary.demo.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EmulatorTest {
  private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    emulator =
        Emulator.start(Options.usual().withPort(0).withBulkMillis(20), InstantSource.system());
    caller = new Caller(emulator.address());
    var granted =
        caller.form(
            "/services/oauth2/token",
            Map.of(
                "grant_type", "client_credentials",
                "client_id", "tributary-demo",
                "client_secret", "demo-secret"));
    caller.token = Caller.tree(granted).path("access_token").asString();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void idsCarryTheChecksumOfTheirCapitals() {
    assertThat(Ids.with18("001A0000006Vm9r")).isEqualTo("001A0000006Vm9rIAC");
    assertThat(Ids.parsed("001A0000006Vm9rIAC")).isPresent();
    assertThat(Ids.parsed("001A0000006Vm9rIAD")).isEmpty();
  }

  @Test
  void soapLoginGivesASessionForTheDataApi() {
    var envelope =
        """
        <se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/"><se:Body>
        <login xmlns="urn:partner.soap.sforce.com"><username>ada@acme.example</username>
        <password>%s</password></login></se:Body></se:Envelope>\
        """;

    var wrong = caller.call("POST", "/services/Soap/u/62.0", envelope.formatted("engine"));
    var right = caller.call("POST", "/services/Soap/u/62.0", envelope.formatted("engineTOKEN"));

    assertThat(wrong.statusCode()).isEqualTo(500);
    assertThat(wrong.body()).contains("<faultstring>INVALID_LOGIN");
    caller.token = right.body().replaceAll("(?s).*<sessionId>([^<]+)</sessionId>.*", "$1");
    assertThat(caller.data("GET", "/limits", "").statusCode()).isEqualTo(200);
  }

  @Test
  void codeFlowWantsTheVerifierOfItsChallenge() {
    var redirect = "http://localhost:8080/oauth/callback";
    var asked =
        Map.of(
            "response_type", "code",
            "client_id", "tributary-demo",
            "redirect_uri", redirect,
            "state", "s&1",
            "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            "code_challenge_method", "S256",
            "username", "ada@acme.example",
            "password", "engine",
            "decision", "allow");

    var back = caller.form("/services/oauth2/authorize", asked);
    var address = back.headers().firstValue("location").orElseThrow();
    var code = address.replaceAll(".*[?&]code=([^&]+).*", "$1");
    var exchange =
        Map.of(
            "grant_type", "authorization_code",
            "client_id", "tributary-demo",
            "client_secret", "demo-secret",
            "redirect_uri", redirect,
            "code", code,
            "code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    var tokens = Caller.tree(caller.form("/services/oauth2/token", exchange));
    var again = caller.form("/services/oauth2/token", exchange);

    assertThat(address).startsWith(redirect).contains("state=s%261");
    assertThat(tokens.path("refresh_token").asString()).isNotEmpty();
    assertThat(tokens.path("instance_url").asString()).isEqualTo(emulator.address());
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(Caller.tree(again).path("error").asString()).isEqualTo("invalid_grant");
    var renewed =
        caller.form(
            "/services/oauth2/token",
            Map.of(
                "grant_type", "refresh_token",
                "client_id", "tributary-demo",
                "client_secret", "demo-secret",
                "refresh_token", tokens.path("refresh_token").asString()));
    assertThat(renewed.statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenThatIsNoneIsAnsweredInTheDocumentedShape() {
    caller.token = "none";

    var answer = caller.data("GET", "/sobjects", "");
    var info = caller.call("GET", "/services/oauth2/userinfo", "");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Caller.tree(answer).path(0).path("errorCode").asString())
        .isEqualTo("INVALID_SESSION_ID");
    assertThat(info.statusCode()).isEqualTo(403);
  }

  @Test
  void recordsAreMadeChangedReadAndDeleted() {
    var made = caller.data("POST", "/sobjects/Account", "{\"Name\":\"New\"}");
    var id = Caller.tree(made).path("id").asString();

    var changed = caller.data("PATCH", "/sobjects/Account/" + id, "{\"Industry\":\"Energy\"}");
    var read =
        Caller.tree(caller.data("GET", "/sobjects/Account/" + id + "?fields=Name,Industry", ""));
    var gone = caller.data("DELETE", "/sobjects/Account/" + id, "");
    var after = caller.data("PATCH", "/sobjects/Account/" + id, "{}");

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().firstValue("sforce-limit-info").orElse("")).startsWith("api-usage=");
    assertThat(id).hasSize(18).startsWith("001");
    assertThat(changed.statusCode()).isEqualTo(204);
    assertThat(read.path("Industry").asString()).isEqualTo("Energy");
    assertThat(gone.statusCode()).isEqualTo(204);
    assertThat(after.statusCode()).isEqualTo(404);
    assertThat(code(after)).isEqualTo("ENTITY_IS_DELETED");
    assertThat(caller.query("SELECT Id FROM Account WHERE Name = 'New'").path("totalSize").asInt())
        .isZero();
    var all = "/queryAll?q=" + Caller.encoded("SELECT IsDeleted FROM Account WHERE Name = 'New'");
    assertThat(
            Caller.tree(caller.data("GET", all, ""))
                .path("records")
                .path(0)
                .path("IsDeleted")
                .asBoolean())
        .isTrue();
  }

  @Test
  void upsertTellsCreatedFromChangedAndRefusesSeveral() {
    var first =
        caller.data(
            "PATCH", "/sobjects/Lead/External_Id__c/L-9", "{\"LastName\":\"B\",\"Company\":\"C\"}");
    var second = caller.data("PATCH", "/sobjects/Lead/External_Id__c/L-9", "{\"LastName\":\"D\"}");
    caller.data("POST", "/sobjects/Account", "{\"Name\":\"1\",\"Region_Code__c\":\"R\"}");
    caller.data("POST", "/sobjects/Account", "{\"Name\":\"2\",\"Region_Code__c\":\"R\"}");
    var several = caller.data("PATCH", "/sobjects/Account/Region_Code__c/R", "{}");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(Caller.tree(first).path("created").asBoolean()).isTrue();
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(Caller.tree(second).path("created").asBoolean()).isFalse();
    assertThat(several.statusCode()).isEqualTo(300);
    assertThat(Caller.tree(several).size()).isEqualTo(2);
  }

  @Test
  void eachRuleOfAFieldHasItsCode() {
    assertThat(refusal("Lead", "{\"LastName\":\"B\"}"))
        .isEqualTo("REQUIRED_FIELD_MISSING [\"Company\"]");
    assertThat(refusal("Account", "{\"Name\":\"B\",\"Nope\":1}")).isEqualTo("INVALID_FIELD ");
    assertThat(refusal("Account", "{\"Name\":\"%s\"}".formatted("x".repeat(256))))
        .isEqualTo("STRING_TOO_LONG [\"Name\"]");
    assertThat(refusal("Account", "{\"Name\":\"B\",\"Rating\":\"Mild\"}"))
        .isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST [\"Rating\"]");
    assertThat(refusal("Account", "{\"Name\":\"B\",\"External_Id__c\":\"A-1\"}"))
        .isEqualTo("DUPLICATE_VALUE ");
    assertThat(refusal("Account", "{\"Name\":\"B\",\"CreatedDate\":\"2026-01-01T00:00:00Z\"}"))
        .isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE [\"CreatedDate\"]");
    assertThat(refusal("Account", "{\"Name\":\"B\",\"AnnualRevenue\":\"much\"}"))
        .isEqualTo("JSON_PARSER_ERROR ");
    assertThat(refusal("Contact", "{\"LastName\":\"B\",\"Email\":\"nobody\"}"))
        .isEqualTo("INVALID_EMAIL_ADDRESS [\"Email\"]");
    assertThat(refusal("Contact", "{\"LastName\":\"B\",\"AccountId\":\"003000000000001\"}"))
        .isEqualTo("FIELD_INTEGRITY_EXCEPTION [\"AccountId\"]");
    assertThat(refusal("Nothing", "{}")).isEqualTo("NOT_FOUND ");
  }

  @Test
  void queriesReachParentsAndChildren() {
    var parents =
        caller.query(
            "SELECT Name, Account.Name, Account.Owner.Email FROM Contact"
                + " WHERE Account.External_Id__c = 'A-2' AND (NOT Name LIKE 'X%')");
    var children =
        caller.query(
            "SELECT Name, (SELECT LastName FROM Contacts) FROM Account ORDER BY Name DESC");

    var contact = parents.path("records").path(0);
    assertThat(contact.path("Account").path("Name").asString()).isEqualTo("Babbage Engines");
    assertThat(contact.path("Account").path("Owner").path("Email").asString())
        .isEqualTo("ada@acme.example");
    assertThat(children.path("records").path(0).path("Contacts").isNull()).isTrue();
    assertThat(
            children
                .path("records")
                .path(1)
                .path("Contacts")
                .path("records")
                .path(0)
                .path("LastName")
                .asString())
        .isEqualTo("Babbage");
  }

  @Test
  void queriesThatAreWrongSayWhereAndHow() {
    assertThat(queryRefusal("SELEC Id FROM Account")).isEqualTo("MALFORMED_QUERY");
    assertThat(queryRefusal("SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'"))
        .isEqualTo("MALFORMED_QUERY");
    assertThat(queryRefusal("SELECT Nope FROM Account")).isEqualTo("INVALID_FIELD");
    assertThat(queryRefusal("SELECT Id FROM Nope")).isEqualTo("INVALID_TYPE");
    assertThat(queryRefusal("SELECT Id FROM Account WHERE CreatedDate > '2026-01-01'"))
        .isEqualTo("INVALID_FIELD");
    assertThat(queryRefusal("SELECT Id FROM Account WHERE Name = 5")).isEqualTo("INVALID_FIELD");
  }

  @Test
  void conditionsFindWhatTheySay() {
    assertThat(count("SELECT COUNT() FROM Account WHERE AnnualRevenue >= 1000000")).isEqualTo(1);
    assertThat(count("SELECT COUNT() FROM Account WHERE AnnualRevenue = null")).isEqualTo(1);
    assertThat(count("SELECT COUNT() FROM Account WHERE Name IN ('northwind', 'x')")).isEqualTo(1);
    assertThat(count("SELECT COUNT() FROM Account WHERE Name NOT IN ('northwind')")).isEqualTo(1);
    assertThat(count("SELECT COUNT() FROM Account WHERE CreatedDate = TODAY")).isEqualTo(2);
    assertThat(count("SELECT COUNT() FROM Account WHERE SystemModstamp < 2020-01-01T00:00:00Z"))
        .isZero();
    assertThat(count("SELECT COUNT() FROM Account WHERE Name LIKE '%Engin_s' LIMIT 1"))
        .isEqualTo(1);
  }

  @Test
  void resultsComeInPagesThatCanBeForgotten() {
    emulator.load("Lead", IntStream.range(0, 450).mapToObj(EmulatorTest::lead).toList());

    var path = "/query?q=" + Caller.encoded("SELECT Id FROM Lead");
    var first = Caller.tree(caller.data("GET", path, "", "Sforce-Query-Options", "batchSize=200"));
    var next = first.path("nextRecordsUrl").asString();
    var second = Caller.tree(caller.call("GET", next, ""));
    emulator.expireCursors();
    var lost = caller.call("GET", next, "");

    assertThat(first.path("records").size()).isEqualTo(200);
    assertThat(first.path("done").asBoolean()).isFalse();
    assertThat(next).matches("/services/data/v62.0/query/01g[0-9A-Za-z]{15}-200");
    assertThat(second.path("totalSize").asInt()).isEqualTo(451);
    assertThat(code(lost)).isEqualTo("INVALID_QUERY_LOCATOR");
  }

  @Test
  void compositeRequestsReferToEarlierOnesAndRollBack() {
    var good = composite("Zuse", "{\"LastName\":\"Zuse\",\"AccountId\":\"@{acc.id}\"}");
    var bad = composite("Gone", "{\"AccountId\":\"@{acc.id}\"}");

    assertThat(good.path("compositeResponse").path(1).path("httpStatusCode").asInt())
        .isEqualTo(201);
    assertThat(count("SELECT COUNT() FROM Contact WHERE Account.Name = 'Zuse'")).isEqualTo(1);
    assertThat(
            bad.path("compositeResponse").path(0).path("body").path(0).path("errorCode").asString())
        .isEqualTo("PROCESSING_HALTED");
    assertThat(count("SELECT COUNT() FROM Account WHERE Name = 'Gone'")).isZero();
  }

  @Test
  void collectionsAnswerForEachRecord() {
    var records =
        """
        {"allOrNone": %s, "records": [
          {"attributes": {"type": "Account"}, "Name": "One"},
          {"attributes": {"type": "Account"}}]}\
        """;

    var some = Caller.tree(caller.data("POST", "/composite/sobjects", records.formatted(false)));
    var none = Caller.tree(caller.data("POST", "/composite/sobjects", records.formatted(true)));

    assertThat(some.path(0).path("success").asBoolean()).isTrue();
    assertThat(some.path(1).path("errors").path(0).path("statusCode").asString())
        .isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(none.path(0).path("errors").path(0).path("statusCode").asString())
        .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
  }

  @Test
  void bulkIngestAnswersForEachRow() throws InterruptedException {
    var job =
        Caller.tree(
            caller.data(
                "POST",
                "/jobs/ingest",
                "{\"object\":\"Contact\",\"operation\":\"upsert\",\"externalIdFieldName\":\"External_Id__c\",\"lineEnding\":\"LF\"}"));
    var path = "/jobs/ingest/" + job.path("id").asString();
    var csv =
        "External_Id__c,LastName,Email\n"
            + "C-1,Changed,\n"
            + "C-2,\"New, \"\"N\"\"\",a@b.example\n"
            + "C-3,,x@y.example\n";

    var put = caller.data("PUT", path + "/batches", csv, "Content-Type", "text/csv");
    var twice = caller.data("PUT", path + "/batches", csv, "Content-Type", "text/csv");
    caller.data("PATCH", path, "{\"state\":\"UploadComplete\"}");
    var done = end(path);

    assertThat(job.path("contentUrl").asString()).startsWith("services/data/v62.0/jobs/ingest/750");
    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(code(twice)).isEqualTo("INVALIDJOBSTATE");
    assertThat(done.path("numberRecordsProcessed").asInt()).isEqualTo(3);
    assertThat(done.path("numberRecordsFailed").asInt()).isEqualTo(1);
    assertThat(caller.data("GET", path + "/failedResults", "").body())
        .startsWith("\"sf__Id\",\"sf__Error\",\"External_Id__c\"")
        .contains("REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --");
    assertThat(caller.data("GET", path + "/successfulResults", "").body())
        .contains("\"true\",\"C-2\",\"New, \"\"N\"\"\"");
    assertThat(caller.data("GET", path + "/unprocessedrecords", "").body()).isEmpty();
  }

  @Test
  void bulkQueriesAreReadInPartsByLocator() throws InterruptedException {
    emulator.load("Lead", IntStream.range(0, 2500).mapToObj(EmulatorTest::lead).toList());
    var job =
        Caller.tree(
            caller.data(
                "POST",
                "/jobs/query",
                "{\"operation\":\"query\",\"query\":\"SELECT Id, Name FROM Lead WHERE Company ="
                    + " 'Many'\"}"));
    var path = "/jobs/query/" + job.path("id").asString();
    end(path);

    var first = caller.data("GET", path + "/results?maxRecords=1300", "");
    var locator = first.headers().firstValue("sforce-locator").orElseThrow();
    var last = caller.data("GET", path + "/results?maxRecords=1300&locator=" + locator, "");

    assertThat(first.body().lines().count()).isEqualTo(1301);
    assertThat(last.headers().firstValue("sforce-locator")).contains("null");
    assertThat(last.headers().firstValue("sforce-numberofrecords")).contains("1200");
    assertThat(last.body().lines().skip(1).findFirst().orElseThrow()).contains("\"L1300\"");
  }

  @Test
  void deletedRecordsAreListedWithTheirTime() {
    var made = caller.data("POST", "/sobjects/Account", "{\"Name\":\"New\"}");
    var id = Caller.tree(made).path("id").asString();
    caller.data("DELETE", "/sobjects/Account/" + id, "");

    var now = java.time.Instant.now();
    var span =
        "?start=%s&end=%s"
            .formatted(
                Caller.encoded(Times.text(now.minusSeconds(600))),
                Caller.encoded(Times.text(now.plusSeconds(120))));
    var deleted = Caller.tree(caller.data("GET", "/sobjects/Account/deleted/" + span, ""));

    assertThat(deleted.path("deletedRecords").path(0).path("id").asString()).isEqualTo(id);
    assertThat(deleted.path("latestDateCovered").asString()).matches(".*T.*\\.000\\+0000");
  }

  private JsonNode composite(String account, String contact) {
    var body =
        """
        {"allOrNone": true, "compositeRequest": [
          {"method": "POST", "url": "/services/data/v62.0/sobjects/Account", "referenceId": "acc",
           "body": {"Name": "%s"}},
          {"method": "POST", "url": "/services/data/v62.0/sobjects/Contact", "referenceId": "con",
           "body": %s}]}\
        """
            .formatted(account, contact);
    return Caller.tree(caller.data("POST", "/composite", body));
  }

  private JsonNode end(String path) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      var job = Caller.tree(caller.data("GET", path, ""));
      if (job.path("state").asString().equals("JobComplete")) {
        return job;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the job did not end");
  }

  private String refusal(String object, String body) {
    var error = Caller.tree(caller.data("POST", "/sobjects/" + object, body)).path(0);
    return error.path("errorCode").asString()
        + " "
        + (error.has("fields") ? error.path("fields") : "");
  }

  private String queryRefusal(String soql) {
    return caller.query(soql).path(0).path("errorCode").asString();
  }

  private int count(String soql) {
    return caller.query(soql).path("totalSize").asInt();
  }

  private static String code(java.net.http.HttpResponse<String> answer) {
    return Caller.tree(answer).path(0).path("errorCode").asString();
  }

  private static JsonNode lead(int number) {
    return Json.object().put("LastName", "L" + number).put("Company", "Many");
  }
}
