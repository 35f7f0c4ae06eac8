package io.tributary.connectors.quickbooks;

/** The next step for each error code that people meet. */
final class Advice {
  private Advice() {}

  static String about(String code) {
    return switch (code) {
      case "610" -> "Check the id: the object is not there, or was deleted or made inactive";
      case "2010" -> "Correct the property's name or shape in the mapping";
      case "2020" -> "Give it a value in the mapping";
      case "2030", "2050", "2090" -> "Correct the value in the mapping";
      case "2170" -> "Use one of the values that the API's reference lists";
      case "2500", "2510" -> "Give the id of an object that is there and active";
      case "4000", "4001" -> "Correct the query";
      case "5010" -> "Read the object again, or allow to apply the change anew";
      case "5020", "5030" -> "Give the connection's user the right in QuickBooks";
      case "6000" -> "Meet the rule that the text names";
      case "6070", "6210" -> "Choose a later date, or open the accounting period again";
      case "6140" -> "Use another document number, or upsert by DocNumber";
      case "6240" -> "Use another name, or upsert by it";
      case "6480", "6540" -> "Take the transaction out of its deposit or payment first";
      case "500" -> "Choose an operation that this entity has";
      default -> "Look the code up in Intuit's documentation";
    };
  }
}
