package io.tributary.demo.quickbooks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reports in the vendor's shape: header, columns, rows with sections and summaries. */
final class Reports {
  private static final List<String> KNOWN =
      List.of(
          "ProfitAndLoss",
          "BalanceSheet",
          "CustomerBalance",
          "VendorBalance",
          "AgedReceivables",
          "AgedPayables",
          "TransactionList",
          "CustomerIncome",
          "TrialBalance",
          "GeneralLedger",
          "ProfitAndLossDetail",
          "CashFlow",
          "AgedReceivableDetail",
          "AgedPayableDetail",
          "CustomerBalanceDetail",
          "CustomerSales",
          "ItemSales",
          "VendorBalanceDetail",
          "VendorExpenses",
          "ClassSales",
          "DepartmentSales",
          "InventoryValuationSummary",
          "TaxSummary",
          "AccountList");

  private final Company company;

  Reports(Company company) {
    this.company = company;
  }

  ObjectNode report(String name, Map<String, String> parameters) {
    if (!KNOWN.contains(name)) {
      throw Problem.invalid(
          "5020", "Permission Denied Error", "Permission Denied Error : Report " + name, "");
    }
    var report = Json.object();
    header(report.putObject("Header"), name, parameters);
    return switch (name) {
      case "CustomerBalance", "AgedReceivables", "CustomerIncome" ->
          balances(report, "Invoice", "CustomerRef");
      case "VendorBalance", "AgedPayables" -> balances(report, "Bill", "VendorRef");
      case "TransactionList", "GeneralLedger" -> transactions(report);
      default -> profit(report);
    };
  }

  private void header(ObjectNode header, String name, Map<String, String> parameters) {
    var today = Times.day(company.now());
    header
        .put("Time", Times.text(company.now()))
        .put("ReportName", name)
        .put("ReportBasis", parameters.getOrDefault("accounting_method", "Accrual"))
        .put(
            "StartPeriod", parameters.getOrDefault("start_date", today.withDayOfYear(1).toString()))
        .put("EndPeriod", parameters.getOrDefault("end_date", today.toString()))
        .put("Currency", "USD");
    header.putArray("Option").addObject().put("Name", "NoReportData").put("Value", "false");
  }

  private ObjectNode balances(ObjectNode report, String entity, String reference) {
    columns(report, "", "Customer".equals(reference) ? "Name" : "", "Total", "Money");
    var totals = new java.util.TreeMap<String, BigDecimal>();
    for (var row : company.rows(company.type(entity).orElseThrow())) {
      totals.merge(
          row.fields().path(reference).path("name").asString("?"),
          Rules.amount(row.fields().path("Balance")),
          BigDecimal::add);
    }
    var rows = report.putObject("Rows").putArray("Row");
    var sum = BigDecimal.ZERO;
    for (var each : totals.entrySet()) {
      cells(
          rows.addObject().put("type", "Data").putArray("ColData"), each.getKey(), each.getValue());
      sum = sum.add(each.getValue());
    }
    var total = rows.addObject().put("type", "Section").put("group", "GrandTotal");
    cells(total.putObject("Summary").putArray("ColData"), "TOTAL", sum);
    return report;
  }

  private ObjectNode profit(ObjectNode report) {
    columns(report, "", "Account", "Total", "Money");
    var sum = BigDecimal.ZERO;
    for (var row : company.rows(company.type("Invoice").orElseThrow())) {
      sum = sum.add(Rules.amount(row.fields().path("TotalAmt")));
    }
    var section =
        report
            .putObject("Rows")
            .putArray("Row")
            .addObject()
            .put("type", "Section")
            .put("group", "Income");
    cells(section.putObject("Header").putArray("ColData"), "Income", "");
    cells(
        section
            .putObject("Rows")
            .putArray("Row")
            .addObject()
            .put("type", "Data")
            .putArray("ColData"),
        "Services",
        sum);
    cells(section.putObject("Summary").putArray("ColData"), "Total Income", sum);
    return report;
  }

  private ObjectNode transactions(ObjectNode report) {
    var columns = report.putObject("Columns").putArray("Column");
    for (var title : List.of("Date", "Transaction Type", "Num", "Amount")) {
      columns
          .addObject()
          .put("ColTitle", title)
          .put("ColType", title.equals("Amount") ? "Money" : "String");
    }
    var rows = report.putObject("Rows").putArray("Row");
    for (var entity : List.of("Invoice", "Bill", "Payment")) {
      for (var row : company.rows(company.type(entity).orElseThrow())) {
        var fields = row.fields();
        var cells = rows.addObject().put("type", "Data").putArray("ColData");
        cells.addObject().put("value", fields.path("TxnDate").asString(""));
        cells.addObject().put("value", entity).put("id", row.id());
        cells.addObject().put("value", fields.path("DocNumber").asString(""));
        cells.addObject().put("value", fields.path("TotalAmt").asString(""));
      }
    }
    return report;
  }

  private static void columns(
      ObjectNode report, String title, String type, String second, String money) {
    var columns = report.putObject("Columns").putArray("Column");
    columns.addObject().put("ColTitle", title).put("ColType", type.isEmpty() ? "Name" : type);
    columns.addObject().put("ColTitle", second).put("ColType", money);
  }

  private static void cells(ArrayNode cells, String name, Object value) {
    cells.addObject().put("value", name);
    cells.addObject().put("value", value.toString());
  }
}
