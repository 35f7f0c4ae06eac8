package io.tributary.demo.quickbooks;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the service fills in and works out by itself. */
final class Defaults {
  private static final Map<String, String> CLASSIFICATIONS =
      Map.of("Income", "Revenue", "Expense", "Expense", "Bank", "Asset");

  private final Company company;

  Defaults(Company company) {
    this.company = company;
  }

  void fill(EntityType type, ObjectNode fields) {
    switch (type.name()) {
      case "Customer" -> person(fields, true);
      case "Vendor" -> person(fields, false);
      case "Item" -> item(fields);
      case "Account" -> account(fields);
      case "Invoice" -> document(type, fields, true);
      case "Bill" -> document(type, fields, false);
      case "Payment" -> payment(fields);
      default -> {}
    }
  }

  private static void person(ObjectNode fields, boolean isCustomer) {
    usual(fields, "Active", Json.MAPPER.valueToTree(true));
    usual(fields, "PrintOnCheckName", fields.path("DisplayName"));
    usual(fields, "Balance", Json.MAPPER.valueToTree(0));
    currency(fields);
    if (isCustomer) {
      fields.set("FullyQualifiedName", fields.path("DisplayName"));
      usual(fields, "Taxable", Json.MAPPER.valueToTree(true));
      usual(fields, "Job", Json.MAPPER.valueToTree(false));
      usual(fields, "BillWithParent", Json.MAPPER.valueToTree(false));
      usual(fields, "PreferredDeliveryMethod", Json.MAPPER.valueToTree("Print"));
      fields.set("BalanceWithJobs", fields.path("Balance"));
    } else {
      usual(fields, "Vendor1099", Json.MAPPER.valueToTree(false));
    }
  }

  private static void item(ObjectNode fields) {
    usual(fields, "Active", Json.MAPPER.valueToTree(true));
    usual(fields, "Type", Json.MAPPER.valueToTree("Service"));
    usual(fields, "UnitPrice", Json.MAPPER.valueToTree(0));
    usual(fields, "PurchaseCost", Json.MAPPER.valueToTree(0));
    usual(fields, "Taxable", Json.MAPPER.valueToTree(false));
    usual(fields, "TrackQtyOnHand", Json.MAPPER.valueToTree(false));
    fields.set("FullyQualifiedName", fields.path("Name"));
  }

  private static void account(ObjectNode fields) {
    usual(fields, "Active", Json.MAPPER.valueToTree(true));
    usual(fields, "SubAccount", Json.MAPPER.valueToTree(false));
    var kind = CLASSIFICATIONS.getOrDefault(fields.path("AccountType").asString(""), "Expense");
    usual(fields, "Classification", Json.MAPPER.valueToTree(kind));
    fields.put("CurrentBalance", 0).put("CurrentBalanceWithSubAccounts", 0);
    fields.set("FullyQualifiedName", fields.path("Name"));
    currency(fields);
  }

  private void document(EntityType type, ObjectNode fields, boolean isInvoice) {
    usual(fields, "TxnDate", Json.MAPPER.valueToTree(Times.day(company.now()).toString()));
    var due = Times.day(Times.parsed(fields.path("TxnDate").asString()).orElseThrow()).plusDays(30);
    usual(fields, "DueDate", Json.MAPPER.valueToTree(due.toString()));
    currency(fields);
    var total = lines(fields);
    var paid = Rules.amount(fields.path("TotalAmt")).subtract(Rules.amount(fields.path("Balance")));
    fields.put("TotalAmt", total);
    fields.put("Balance", total.subtract(paid).max(BigDecimal.ZERO));
    usual(fields, "LinkedTxn", Json.array());
    named(fields, "CustomerRef", "Customer");
    named(fields, "VendorRef", "Vendor");
    if (isInvoice) {
      usual(fields, "DocNumber", Json.MAPPER.valueToTree(nextNumber(type)));
      usual(fields, "EmailStatus", Json.MAPPER.valueToTree("NotSet"));
      usual(fields, "PrintStatus", Json.MAPPER.valueToTree("NeedToPrint"));
    }
  }

  /** Numbers the lines, adds the one that sums them up, and gives the sum. */
  private static BigDecimal lines(ObjectNode fields) {
    var lines = Json.array();
    var total = BigDecimal.ZERO;
    int number = 0;
    for (var given : fields.path("Line")) {
      var detail = given.path("DetailType").asString("");
      if (detail.equals("SubTotalLineDetail")) {
        continue;
      }
      var line = (ObjectNode) given.deepCopy();
      number++;
      usual(line, "Id", Json.MAPPER.valueToTree(Integer.toString(number)));
      line.put("LineNum", number);
      lines.add(line);
      var amount = Rules.amount(line.path("Amount"));
      total = detail.equals("DiscountLineDetail") ? total.subtract(amount) : total.add(amount);
    }
    if (fields.has("CustomerRef")) {
      subtotal(lines, total);
    }
    fields.set("Line", lines);
    return total;
  }

  private static void subtotal(ArrayNode lines, BigDecimal total) {
    var line = lines.addObject().put("Amount", total).put("DetailType", "SubTotalLineDetail");
    line.putObject("SubTotalLineDetail");
  }

  private void payment(ObjectNode fields) {
    usual(fields, "TxnDate", Json.MAPPER.valueToTree(Times.day(company.now()).toString()));
    usual(fields, "ProcessPayment", Json.MAPPER.valueToTree(false));
    currency(fields);
    named(fields, "CustomerRef", "Customer");
    var applied = BigDecimal.ZERO;
    for (var line : fields.path("Line")) {
      applied = applied.add(Rules.amount(line.path("Amount")));
    }
    var total = Rules.amount(fields.path("TotalAmt"));
    if (applied.compareTo(total) > 0) {
      throw Problem.business("The amounts of the lines are more than the payment.", "TotalAmt");
    }
    fields.put("UnappliedAmt", total.subtract(applied));
  }

  private String nextNumber(EntityType type) {
    long most =
        company.rows(type).stream()
            .map(row -> row.fields().path("DocNumber").asString(""))
            .filter(text -> text.matches("[0-9]{1,9}"))
            .mapToLong(Long::parseLong)
            .max()
            .orElse(1000);
    return Long.toString(most + 1);
  }

  private void named(ObjectNode fields, String field, String target) {
    if (fields.path(field) instanceof ObjectNode reference) {
      company
          .find(company.type(target).orElseThrow(), reference.path("value").asString(""))
          .ifPresent(row -> reference.set("name", row.fields().path("DisplayName")));
    }
  }

  private static void currency(ObjectNode fields) {
    var dollar = Json.object().put("value", "USD").put("name", "United States Dollar");
    usual(fields, "CurrencyRef", dollar);
  }

  private static void usual(ObjectNode fields, String name, JsonNode value) {
    if (Rules.isMissing(fields.path(name)) || fields.path(name).isNull()) {
      fields.set(name, value);
    }
  }
}
