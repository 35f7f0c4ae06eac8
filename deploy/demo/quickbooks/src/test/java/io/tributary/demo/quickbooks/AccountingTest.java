package io.tributary.demo.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccountingTest {
  private static final String INVOICE =
      """
      {"CustomerRef": {"value": "1"}, "Line": [{"Amount": 100.50, "DetailType": "SalesItemLineDetail",
       "SalesItemLineDetail": {"ItemRef": {"value": "1"}}}]}\
      """;

  private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(Options.usual().withPort(0), InstantSource.system());
    caller = new Caller(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void objectsComeInTheVendorsEnvelope() {
    var answer = caller.post("customer?minorversion=75", "{\"DisplayName\": \"Ada\"}");
    var customer = Caller.tree(answer).path("Customer");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("intuit_tid")).isPresent();
    assertThat(Caller.tree(answer).path("time").asString())
        .matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}-08:00");
    assertThat(customer.path("domain").asString()).isEqualTo("QBO");
    assertThat(customer.path("sparse").asBoolean(true)).isFalse();
    assertThat(customer.path("SyncToken").asString()).isEqualTo("0");
    assertThat(customer.path("MetaData").path("LastUpdatedTime").asString())
        .matches("[0-9-]{10}T[0-9:]{8}-08:00");
    assertThat(
            Caller.tree(caller.get("customer/" + customer.path("Id").asString())).path("Customer"))
        .isEqualTo(customer);
  }

  @Test
  void sparseUpdateKeepsAndFullUpdateClearsWhatIsLeftOut() {
    caller.made("customer", "{\"DisplayName\": \"Ada\", \"Notes\": \"n\", \"CompanyName\": \"C\"}");

    var sparse =
        caller.made(
            "customer?operation=update",
            "{\"Id\": \"3\", \"SyncToken\": \"0\", \"sparse\": true, \"CompanyName\": null}");
    var full =
        caller.made(
            "customer", "{\"Id\": \"3\", \"SyncToken\": \"1\", \"DisplayName\": \"Ada L\"}");

    assertThat(sparse.path("Notes").asString()).isEqualTo("n");
    assertThat(sparse.has("CompanyName")).isFalse();
    assertThat(full.has("Notes")).isFalse();
    assertThat(full.path("SyncToken").asString()).isEqualTo("2");
  }

  @Test
  void refusalsHaveTheVendorsCodes() {
    var stale = caller.post("customer", "{\"Id\": \"1\", \"SyncToken\": \"7\", \"sparse\": true}");

    assertThat(Caller.code(stale)).isEqualTo("400 5010");
    assertThat(Caller.error(stale).path("Message").asString()).isEqualTo("Stale Object Error");
    assertThat(Caller.tree(stale).path("Fault").path("type").asString())
        .isEqualTo("ValidationFault");
    var tokenless = caller.post("customer", "{\"Id\": \"1\", \"sparse\": true}");
    assertThat(Caller.code(tokenless)).isEqualTo("400 2020");
    assertThat(Caller.error(tokenless).path("element").asString()).isEqualTo("SyncToken");
    assertThat(Caller.code(caller.post("vendor", "{\"DisplayName\": \"northwind\"}")))
        .isEqualTo("400 6240");
    assertThat(Caller.code(caller.post("customer", "{\"Nope\": 1}"))).isEqualTo("400 2010");
    assertThat(Caller.code(caller.post("invoice", INVOICE.replace("\"1\"}", "\"77\"}"))))
        .isEqualTo("400 2500");
    assertThat(Caller.code(caller.post("invoice", "{\"CustomerRef\": {\"value\": \"1\"}}")))
        .isEqualTo("400 2020");
    assertThat(Caller.code(caller.get("customer/99"))).isEqualTo("400 610");
    assertThat(Caller.code(caller.post("customer?operation=delete", "{\"Id\": \"1\"}")))
        .isEqualTo("400 500");
    assertThat(Caller.code(caller.get("nothing/1"))).startsWith("404");
    assertThat(
            caller
                .call(
                    "GET",
                    "/v3/company/" + emulator.realm() + "/customer/1",
                    new byte[0],
                    "Accept",
                    "application/xml")
                .statusCode())
        .isEqualTo(406);
  }

  @Test
  void requestIdGivesTheFirstAnswerAgainAndRefusalsAreNotKept() {
    var first = caller.post("invoice?requestid=r1", INVOICE);
    var again = caller.post("invoice?requestid=r1", INVOICE);
    var refused = caller.post("customer?requestid=r2", "{}");
    var mended = caller.post("customer?requestid=r2", "{\"DisplayName\": \"Ada\"}");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(
            Caller.tree(caller.query("SELECT COUNT(*) FROM Invoice"))
                .path("QueryResponse")
                .path("totalCount")
                .asInt())
        .isEqualTo(1);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(mended.statusCode()).isEqualTo(200);
    assertThat(Caller.code(caller.post("invoice?requestid=" + "x".repeat(51), INVOICE)))
        .isEqualTo("400 2050");
  }

  @Test
  void queriesKnowTheVendorsLanguageAndNoMore() {
    load(25);

    assertThat(
            caller.found(
                "Customer",
                "select * from customer where DisplayName like 'L%' startposition 21 maxresults"
                    + " 10"))
        .hasSize(5);
    assertThat(
            names(
                "SELECT * FROM Customer WHERE DisplayName IN ('L1', 'L2') ORDERBY DisplayName"
                    + " DESC"))
        .containsExactly("L2", "L1");
    assertThat(names("SELECT * FROM Customer WHERE DisplayName = 'O\\'Hara'")).isEmpty();
    assertThat(
            names(
                "SELECT * FROM Customer WHERE MetaData.LastUpdatedTime >= '2026-01-01T00:00:05Z'"
                    + " AND MetaData.LastUpdatedTime < '2026-01-01T00:00:07+00:00' AND DisplayName"
                    + " LIKE 'L%' ORDERBY MetaData.LastUpdatedTime"))
        .containsExactly("L5", "L6");
    assertThat(caller.found("Customer", "SELECT * FROM Customer")).hasSize(27);
    assertThat(Caller.tree(caller.query("SELECT * FROM Bill")).path("QueryResponse")).isEmpty();
    var page =
        Caller.tree(caller.query("SELECT * FROM Customer MAXRESULTS 3")).path("QueryResponse");
    assertThat(page.path("startPosition").asInt()).isEqualTo(1);
    assertThat(page.path("maxResults").asInt()).isEqualTo(3);

    assertThat(Caller.code(caller.query("SELECT * FROM Customer WHERE Id = '1' OR Id = '2'")))
        .isEqualTo("400 4000");
    assertThat(Caller.code(caller.query("SELECT * FROM Customer MAXRESULTS 1001")))
        .isEqualTo("400 4001");
    assertThat(Caller.code(caller.query("SELECT * FROM Customer WHERE Nope = '1'")))
        .isEqualTo("400 4001");
    assertThat(Caller.code(caller.query("SELECT * FROM Customer WHERE Id = '1")))
        .isEqualTo("400 4000");
  }

  @Test
  void inactiveNamesAreFoundOnlyWhereTheyAreAskedFor() {
    caller.made(
        "customer", "{\"Id\": \"1\", \"SyncToken\": \"0\", \"sparse\": true, \"Active\": false}");

    assertThat(names("SELECT * FROM Customer WHERE DisplayName = 'Northwind'")).isEmpty();
    assertThat(
            names(
                "SELECT * FROM Customer WHERE DisplayName = 'Northwind' AND Active IN (true,"
                    + " false)"))
        .hasSize(1);
    assertThat(Caller.code(caller.post("invoice", INVOICE))).isEqualTo("400 2500");
  }

  @Test
  void changeDataCaptureHasDeletedOnesAndAThousandAtMost() {
    caller.made("invoice", INVOICE);
    caller.post("invoice?operation=delete", "{\"Id\": \"1\", \"SyncToken\": \"0\"}");
    var since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

    var few = changes("Invoice,Bill", since);
    IntStream.range(0, 1100)
        .forEach(i -> emulator.load("Vendor", List.of(Json.object().put("DisplayName", "V" + i))));
    var many = changes("Vendor", since);
    var old =
        caller.get("cdc?entities=Vendor&changedSince=" + Instant.now().minus(31, ChronoUnit.DAYS));

    assertThat(few).hasSize(2);
    assertThat(few.path(0).path("Invoice").path(0).path("status").asString()).isEqualTo("Deleted");
    assertThat(few.path(1)).isEmpty();
    assertThat(many.path(0).path("Vendor")).hasSize(1000);
    assertThat(old.statusCode()).isEqualTo(400);
  }

  @Test
  void batchHasAResultForEachItem() {
    var three =
        """
        {"BatchItemRequest": [
          {"bId": "a", "operation": "create", "Customer": {"DisplayName": "Ada"}},
          {"bId": "b", "operation": "create", "Customer": {"DisplayName": "Northwind"}},
          {"bId": "c", "Query": "SELECT * FROM Customer WHERE DisplayName = 'Ada'"}]}\
        """;
    var many =
        IntStream.range(0, 31)
            .mapToObj(i -> "{\"bId\": \"%d\", \"Query\": \"SELECT * FROM Bill\"}".formatted(i))
            .collect(Collectors.joining(",", "{\"BatchItemRequest\": [", "]}"));

    var responses = Caller.tree(caller.post("batch", three)).path("BatchItemResponse");

    assertThat(responses.path(0).path("Customer").path("Id").asString()).isEqualTo("3");
    assertThat(responses.path(1).path("Fault").path("Error").path(0).path("code").asString())
        .isEqualTo("6240");
    assertThat(responses.path(1).path("bId").asString()).isEqualTo("b");
    assertThat(responses.path(2).path("QueryResponse").path("Customer")).hasSize(1);
    assertThat(Caller.code(caller.post("batch", many))).isEqualTo("400 1040");
  }

  @Test
  void moneyIsAddedUpPaidSentAndVoided() {
    var invoice = caller.made("invoice", INVOICE);
    caller.made(
        "payment",
        """
        {"CustomerRef": {"value": "1"}, "TotalAmt": 40.5, "Line": [{"Amount": 40.5,
         "LinkedTxn": [{"TxnId": "1", "TxnType": "Invoice"}]}]}\
        """);
    var paid = Caller.tree(caller.get("invoice/1")).path("Invoice");
    var sent = caller.made("invoice/1/send?sendTo=ada%40acme.example", "{}");
    var voided = caller.made("invoice?operation=void", "{\"Id\": \"1\", \"SyncToken\": \"2\"}");
    var back =
        caller.made(
            "payment?operation=update&include=void",
            "{\"Id\": \"1\", \"SyncToken\": \"0\", \"sparse\": true}");

    assertThat(invoice.path("TotalAmt").asString()).isEqualTo("100.5");
    assertThat(invoice.path("DocNumber").asString()).isEqualTo("1001");
    assertThat(invoice.path("CustomerRef").path("name").asString()).isEqualTo("Northwind");
    assertThat(paid.path("Balance").decimalValue()).isEqualByComparingTo("60");
    assertThat(sent.path("EmailStatus").asString()).isEqualTo("EmailSent");
    assertThat(voided.path("PrivateNote").asString()).isEqualTo("Voided");
    assertThat(voided.path("TotalAmt").asInt()).isZero();
    assertThat(back.path("TotalAmt").asInt(1)).isZero();
    assertThat(Caller.code(caller.post("invoice/1/send?sendTo=nobody", "{}")))
        .isEqualTo("400 6000");
  }

  @Test
  void uploadTakesFilesWhoseBytesLookLikeTheEnd() {
    var content = "a\r\n--b\r\r\n--bound\r\n--boundar";
    var form =
        """
        --boundary\r
        Content-Disposition: form-data; name="file_metadata_01"\r
        Content-Type: application/json\r
        \r
        {"FileName": "a.txt", "AttachableRef": [{"EntityRef": {"type": "Customer", "value": "1"}}]}\r
        --boundary\r
        Content-Disposition: form-data; name="file_content_01"; filename="b.txt"\r
        Content-Type: text/plain\r
        \r
        %s\r
        --boundary--\r
        """
            .formatted(content);

    var answer =
        caller.call(
            "POST",
            "/v3/company/" + emulator.realm() + "/upload",
            form.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "multipart/form-data; boundary=boundary");
    var attached = Caller.tree(answer).path("AttachableResponse").path(0).path("Attachable");

    assertThat(attached.path("FileName").asString()).isEqualTo("a.txt");
    assertThat(attached.path("Size").asInt()).isEqualTo(content.length());
  }

  @Test
  void reportHasHeaderColumnsAndRows() {
    caller.made("invoice", INVOICE);

    var report = Caller.tree(caller.get("reports/ProfitAndLoss?start_date=2026-01-01"));

    assertThat(report.path("Header").path("StartPeriod").asString()).isEqualTo("2026-01-01");
    assertThat(report.path("Columns").path("Column")).hasSize(2);
    assertThat(
            report
                .path("Rows")
                .path("Row")
                .path(0)
                .path("Summary")
                .path("ColData")
                .path(1)
                .path("value")
                .asString())
        .isEqualTo("100.5");
  }

  private void load(int count) {
    for (int i = 0; i < count; i++) {
      var customer = Json.object().put("DisplayName", "L" + i);
      customer
          .putObject("MetaData")
          .put("LastUpdatedTime", Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i).toString());
      emulator.load("Customer", List.of(customer));
    }
  }

  private List<String> names(String query) {
    return caller
        .found("Customer", query)
        .valueStream()
        .map(each -> each.path("DisplayName").asString())
        .toList();
  }

  private JsonNode changes(String entities, Instant since) {
    return Caller.tree(caller.get("cdc?entities=%s&changedSince=%s".formatted(entities, since)))
        .path("CDCResponse")
        .path(0)
        .path("QueryResponse");
  }
}
