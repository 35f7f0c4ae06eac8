package io.tributary.connectors.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SaysTest {
  private static final String INVOICE =
      """
      {"TotalAmt": 30.0, "CustomerRef": {"value": "1", "name": "Northwind"}, "Line": [
        {"Id": "1", "Amount": 10.00, "DetailType": "SalesItemLineDetail"},
        {"Id": "2", "Amount": 20, "DetailType": "SalesItemLineDetail"},
        {"Amount": 30, "DetailType": "SubTotalLineDetail"}]}\
      """;

  @Test
  void whatNobodyAskedAboutDoesNotCount() {
    assertThat(says("{\"CustomerRef\": {\"value\": \"1\"}, \"TotalAmt\": 30}")).isTrue();
    assertThat(says("{\"CustomerRef\": {\"value\": \"2\"}}")).isFalse();
    assertThat(says("{\"PrivateNote\": null}")).isTrue();
    assertThat(says("{\"CustomerRef\": null}")).isFalse();
  }

  @Test
  void listThatLosesALineIsAChange() {
    assertThat(says("{\"Line\": [{\"Amount\": 10}, {\"Amount\": 20.0}]}")).isTrue();
    assertThat(says("{\"Line\": [{\"Amount\": 10}]}")).isFalse();
    assertThat(says("{\"Line\": [{\"Amount\": 10}, {\"Amount\": 21}]}")).isFalse();
  }

  private static boolean says(String wanted) {
    return Says.says(Tree.MAPPER.readTree(INVOICE), Tree.MAPPER.readTree(wanted));
  }
}
