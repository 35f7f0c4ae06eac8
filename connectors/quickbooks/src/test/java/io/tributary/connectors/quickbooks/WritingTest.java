package io.tributary.connectors.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritingTest {
  private static final Map<String, String> CUSTOMER = Map.of("entity", "Customer");
  private static final Map<String, String> INVOICE = Map.of("entity", "Invoice");

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
  void createWhoseAnswerWasLostMakesOneObject() {
    var create = books.run(new Create(), INVOICE);
    books.emulator().faults().loseAnswers(1);

    var lost = create.on(Books.invoice(10));
    var again = create.withAttempt(2).on(Books.invoice(10));
    var other = create.withIdempotencyKey("another").on(Books.invoice(10));

    assertThat(lost.outcome()).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(again.only().asMap()).containsEntry("Id", "1").containsEntry("created", true);
    assertThat(other.only().asMap()).containsEntry("Id", "2");
    assertThat(books.count("Invoice")).isEqualTo(2);
  }

  @Test
  void updateWithoutAVersionMeetsOthersWhoAreFaster() {
    var id = books.load("Customer", Map.of("DisplayName", "A"));
    books
        .emulator()
        .faults()
        .beforeNextWrite(() -> books.change("Customer", id, Map.of("Notes", "theirs")));

    var saved =
        books.run(new Update(), CUSTOMER).on(Map.of("Id", id, "CompanyName", "ours")).only();

    assertThat(saved.asMap()).containsEntry("SyncToken", "2");
    assertThat(books.read("Customer", id).path("Notes").asString()).isEqualTo("theirs");
    assertThat(books.read("Customer", id).path("CompanyName").asString()).isEqualTo("ours");
  }

  @Test
  void updateForAnOldVersionStopsAndNamesBothValues() {
    var id = books.load("Customer", Map.of("DisplayName", "A", "Notes", "before"));
    books.change("Customer", id, Map.of("Notes", "theirs"));
    var input = Map.of("Id", id, "SyncToken", "0", "Notes", "ours", "DisplayName", "A");

    var stopped = books.run(new Update(), CUSTOMER).on(input).outcome();
    var before = books.read("Customer", id).path("Notes").asString();
    var reapplied =
        books.run(new Update(), Map.of("entity", "Customer", "onConflict", "reapply")).on(input);

    assertThat(stopped).isInstanceOf(Outcome.GivenUp.class);
    assertThat(Books.message(stopped))
        .startsWith("input#/SyncToken: 5010, Customer " + id)
        .contains("for version 0, and it is at 1", "Notes: yours \"ours\", now \"theirs\"")
        .doesNotContain("DisplayName");
    assertThat(before).isEqualTo("theirs");
    assertThat(reapplied.only().asMap()).containsEntry("SyncToken", "2");
    assertThat(books.read("Customer", id).path("Notes").asString()).isEqualTo("ours");
  }

  @Test
  void updateWhoseAnswerWasLostHappensOnceForItsVersion() {
    var id = books.load("Customer", Map.of("DisplayName", "A"));
    var update = books.run(new Update(), CUSTOMER);
    var input = Map.of("Id", id, "SyncToken", "0", "Notes", "ours");
    books.emulator().faults().loseAnswers(1);

    var lost = update.on(input).outcome();
    var again = update.withAttempt(2).on(input).only();

    assertThat(lost).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(again.asMap()).containsEntry("SyncToken", "1");
    assertThat(books.read("Customer", id).path("SyncToken").asString()).isEqualTo("1");
  }

  @Test
  void othersWhoAreAlwaysFasterMakeItTryLater() {
    var id = books.load("Customer", Map.of("DisplayName", "A"));
    beFaster(id, 20);

    var outcome =
        books.run(new Update(), CUSTOMER).on(Map.of("Id", id, "CompanyName", "ours")).outcome();

    assertThat(outcome).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(Books.message(outcome)).contains("changed by others 5 times");
  }

  private void beFaster(String id, int times) {
    books
        .emulator()
        .faults()
        .beforeNextWrite(
            () -> {
              books.change("Customer", id, Map.of("Notes", "theirs " + times));
              if (times > 0) {
                beFaster(id, times - 1);
              }
            });
  }

  @Test
  void upsertMakesOneObjectAndChangesIt() {
    var upsert = books.run(new Upsert(), Map.of("entity", "Customer", "keyField", "DisplayName"));
    books.emulator().faults().loseAnswers(1);
    var input = Map.of("DisplayName", "O'Hara \\ %", "Notes", "n");

    var lost = upsert.on(input).outcome();
    var again = upsert.withAttempt(2).on(input).only().asMap();
    var next = upsert.withIdempotencyKey("next").on(input).only().asMap();

    assertThat(lost).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(next).containsEntry("created", false).containsEntry("Id", again.get("Id"));
    assertThat(books.count("Customer")).isEqualTo(3);
  }

  @Test
  void upsertWakesAnInactiveNameAndRefusesSeveralAndForeignNames() {
    var id = books.load("Customer", Map.of("DisplayName", "Asleep", "Active", false));
    var item = Map.of("IncomeAccountRef", Map.of("value", "1"), "Sku", "S", "Name", "1");
    books.load("Item", item);
    var second = new java.util.HashMap<String, Object>(item);
    second.put("Name", "2");
    books.load("Item", second);
    var byName = books.run(new Upsert(), Map.of("entity", "Customer", "keyField", "DisplayName"));

    var woken = byName.on(Map.of("DisplayName", "Asleep")).only().asMap();
    var several =
        books.run(new Upsert(), Map.of("entity", "Item", "keyField", "Sku")).on(item).outcome();
    var foreign = byName.on(Map.of("DisplayName", "Brass Works")).outcome();

    assertThat(woken).containsEntry("Id", id).containsEntry("created", false);
    assertThat(books.read("Customer", id).path("Active").asBoolean()).isTrue();
    assertThat(Books.message(several)).startsWith("input#/Sku: several objects");
    assertThat(Books.message(foreign))
        .startsWith("input#/DisplayName: 6240, Duplicate Name Exists Error")
        .contains("Use another name");
  }

  @Test
  void transactionsAreDeletedAndNamesMadeInactiveOnce() {
    var invoice = books.load("Invoice", Books.invoice(10));
    var customer = books.load("Customer", Map.of("DisplayName", "A"));
    var deleteInvoice = books.run(new Delete(), INVOICE);
    var deleteCustomer = books.run(new Delete(), CUSTOMER);

    var deleted = deleteInvoice.on(Map.of("Id", invoice)).only().asMap();
    var again = deleteInvoice.on(Map.of("Id", invoice)).only().asMap();
    var inactive = deleteCustomer.on(Map.of("Id", customer)).only().asMap();
    var still = deleteCustomer.on(Map.of("Id", customer)).only().asMap();

    assertThat(deleted).containsEntry("deleted", true).containsEntry("how", "deleted");
    assertThat(again).containsEntry("deleted", false);
    assertThat(inactive).containsEntry("deleted", true).containsEntry("how", "deactivated");
    assertThat(still).containsEntry("deleted", false);
    assertThat(books.count("Invoice")).isZero();
  }

  @Test
  void deletingAnOldVersionStops() {
    var invoice = books.load("Invoice", Books.invoice(10));
    books.change("Invoice", invoice, Map.of("PrivateNote", "theirs"));

    var outcome =
        books.run(new Delete(), INVOICE).on(Map.of("Id", invoice, "SyncToken", "0")).outcome();

    assertThat(Books.message(outcome)).startsWith("input#/SyncToken: 5010");
    assertThat(books.count("Invoice")).isEqualTo(1);
  }

  @Test
  void transactionsAreVoidedOnceInBothOfTheVendorsWays() {
    var invoice = books.load("Invoice", Books.invoice(10));
    var payment = books.load("Payment", Map.of("CustomerRef", Map.of("value", "1"), "TotalAmt", 5));
    var voidInvoice = books.run(new VoidTransaction(), INVOICE);

    var first = voidInvoice.on(Map.of("Id", invoice)).only().asMap();
    var second = voidInvoice.on(Map.of("Id", invoice)).only().asMap();
    var paid =
        books
            .run(new VoidTransaction(), Map.of("entity", "Payment"))
            .on(Map.of("Id", payment))
            .only()
            .asMap();
    var bill =
        books.run(new VoidTransaction(), Map.of("entity", "Bill")).on(Map.of("Id", "1")).outcome();

    assertThat(first).containsEntry("voided", true).containsEntry("SyncToken", "1");
    assertThat(second).containsEntry("voided", false).containsEntry("SyncToken", "1");
    assertThat(paid).containsEntry("voided", true);
    assertThat(books.read("Payment", payment).path("TotalAmt").asInt()).isZero();
    assertThat(Books.message(bill)).startsWith("fields#/entity: Bills cannot be voided");
  }

  @Test
  void invoiceIsSentOnceThoughTheAnswerIsLost() {
    var invoice = books.load("Invoice", Books.invoice(10));
    var send = books.run(new SendInvoice(), Map.of());
    books.emulator().faults().loseAnswers(1);
    var input = Map.of("Id", invoice, "to", "ada@acme.example");

    var lost = send.on(input).outcome();
    var sent = send.withAttempt(2).on(input).only().asMap();
    var nobody =
        send.withIdempotencyKey("other")
            .on(Map.of("Id", books.load("Invoice", Books.invoice(5))))
            .outcome();

    assertThat(lost).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(sent)
        .containsEntry("emailStatus", "EmailSent")
        .containsEntry("to", "ada@acme.example");
    assertThat(books.read("Invoice", invoice).path("SyncToken").asString()).isEqualTo("1");
    assertThat(Books.message(nobody)).startsWith("input#/BillEmail/Address: 6000");
  }

  @Test
  void refusalsNameElementCauseAndNextStep() {
    assertThat(refusal("Customer", Map.of("Notes", "nameless")))
        .startsWith("input#/DisplayName: 2020, Required param missing")
        .contains("Give it a value in the mapping", "intuit_tid");
    assertThat(refusal("Customer", Map.of("DisplayName", "Northwind")))
        .startsWith("input#/DisplayName: 6240")
        .contains("upsert by it");
    assertThat(refusal("Customer", Map.of("DisplayName", "A", "Nope", 1)))
        .startsWith("input#/Nope: 2010");
    var lineless =
        Map.of("CustomerRef", Map.of("value", "99"), "Line", List.of(Map.of("DetailType", "X")));
    assertThat(refusal("Invoice", lineless)).startsWith("input#/CustomerRef: 2500");
    assertThat(refusal("Nothing", Map.of())).startsWith("fields#/entity: \"Nothing\" is no entity");
    var missing = books.run(new Update(), CUSTOMER).on(Map.of("Notes", "n")).outcome();
    assertThat(Books.message(missing)).startsWith("input#/Id: has no value");
    var unknown = books.run(new Update(), CUSTOMER).on(Map.of("Id", "77", "Notes", "n")).outcome();
    assertThat(Books.message(unknown)).startsWith("input#: 610");
  }

  @Test
  void peopleChooseAmongEntitiesAndTheirKeys() {
    var setup = new PlainSetup(Map.of("entity", "Invoice"), books.connection());

    var entities = new Create().choices("entities", setup);
    var voidable = new VoidTransaction().choices("voidable", setup);

    assertThat(entities).extracting("value").contains("Customer", "Invoice", "JournalEntry");
    assertThat(voidable)
        .extracting("value")
        .containsExactly("Invoice", "SalesReceipt", "Payment", "BillPayment");
    assertThat(new Upsert().choices("keys", setup)).extracting("value").containsOnly("DocNumber");
    assertThat(new ReadReport().choices("reports", setup))
        .extracting("label")
        .contains("Profit And Loss");
  }

  @Test
  void schemasKnowWhatIsRequiredAndWhatIsOnlyRead() {
    var setup =
        new PlainSetup(Map.of("entity", "Invoice", "keyField", "DocNumber"), books.connection());

    var create = new Create().schema("create", setup);
    var upsert = new Upsert().schema("upsert", setup);
    var read = new ChangedObjects().schema("changedObjects", setup);

    assertThat(create.in().get("required")).isEqualTo(List.of("CustomerRef", "Line"));
    assertThat(upsert.in().get("required")).isEqualTo(List.of("DocNumber", "CustomerRef", "Line"));
    assertThat(((Map<?, ?>) create.in().get("properties")).containsKey("TotalAmt")).isFalse();
    assertThat(((Map<?, ?>) read.out().get("properties")).containsKey("TotalAmt")).isTrue();
  }

  private String refusal(String entity, Map<String, ?> input) {
    return Books.message(books.run(new Create(), Map.of("entity", entity)).on(input).outcome());
  }
}
