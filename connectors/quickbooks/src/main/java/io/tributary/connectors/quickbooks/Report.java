package io.tributary.connectors.quickbooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A report's rows, out of the sections that hold them. */
record Report(List<String> columns) {
  static final List<String> NAMES =
      List.of(
          "ProfitAndLoss",
          "ProfitAndLossDetail",
          "BalanceSheet",
          "CashFlow",
          "TrialBalance",
          "GeneralLedger",
          "TransactionList",
          "AgedReceivables",
          "AgedReceivableDetail",
          "AgedPayables",
          "AgedPayableDetail",
          "CustomerBalance",
          "CustomerBalanceDetail",
          "CustomerIncome",
          "CustomerSales",
          "ItemSales",
          "VendorBalance",
          "VendorBalanceDetail",
          "VendorExpenses",
          "ClassSales",
          "DepartmentSales",
          "InventoryValuationSummary",
          "TaxSummary");

  /**
   * A row.
   *
   * @param sections it stands in, the outermost first
   * @param summary whether it sums up its section
   * @param ids of what its cells are about, by column
   */
  record Row(
      List<String> sections, boolean summary, Map<String, String> cells, Map<String, String> ids) {}

  static Report of(JsonNode report) {
    var columns = new ArrayList<String>();
    for (var column : report.path("Columns").path("Column")) {
      var title = column.path("ColTitle").asString("");
      var name = title.isBlank() ? column.path("ColType").asString("") : title;
      // Two columns may be called the same, such as the years of a comparison.
      columns.add(columns.contains(name) ? name + " " + (columns.size() + 1) : name);
    }
    return new Report(List.copyOf(columns));
  }

  void rows(JsonNode rows, List<String> sections, Consumer<Row> each) {
    for (var row : rows.path("Row")) {
      var inner = sections;
      var header = row.path("Header").path("ColData");
      if (header.isArray()) {
        inner = new ArrayList<>(sections);
        inner.add(header.path(0).path("value").asString(""));
      }
      if (row.path("ColData").isArray()) {
        each.accept(row(row.path("ColData"), sections, false));
      }
      rows(row.path("Rows"), inner, each);
      if (row.path("Summary").path("ColData").isArray()) {
        each.accept(row(row.path("Summary").path("ColData"), inner, true));
      }
    }
  }

  private Row row(JsonNode data, List<String> sections, boolean summary) {
    var cells = new LinkedHashMap<String, String>();
    var ids = new LinkedHashMap<String, String>();
    for (int i = 0; i < data.size(); i++) {
      var column = i < columns.size() ? columns.get(i) : "Column " + (i + 1);
      cells.put(column, data.path(i).path("value").asString(""));
      if (data.path(i).has("id")) {
        ids.put(column, data.path(i).path("id").asString(""));
      }
    }
    return new Row(List.copyOf(sections), summary, cells, ids);
  }
}
