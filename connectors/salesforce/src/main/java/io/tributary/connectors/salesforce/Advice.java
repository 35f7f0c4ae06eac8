package io.tributary.connectors.salesforce;

/** The next step for each error code that people meet. */
final class Advice {
  private Advice() {}

  static String about(String code) {
    return switch (code) {
      case "REQUIRED_FIELD_MISSING" -> "Give it a value in the mapping";
      case "INVALID_FIELD" -> "Correct the field's name, or let the user see the field";
      case "INVALID_FIELD_FOR_INSERT_UPDATE", "INVALID_FIELD_FOR_INSERT" ->
          "Leave it out of the mapping, or let the user change it";
      case "STRING_TOO_LONG" -> "Shorten it in the mapping";
      case "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" ->
          "Use one of the picklist's values, or add this one in Salesforce";
      case "DUPLICATE_VALUE", "DUPLICATES_DETECTED" ->
          "Upsert by an external id, or mend the record that has the value";
      case "INVALID_EMAIL_ADDRESS", "JSON_PARSER_ERROR", "NUMBER_OUTSIDE_VALID_RANGE" ->
          "Correct the value in the mapping";
      case "MALFORMED_ID",
          "INVALID_CROSS_REFERENCE_KEY",
          "INVALID_CROSS_REFERENCE_ENTITY",
          "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
          "FIELD_INTEGRITY_EXCEPTION" ->
          "Give the id of a record that is there and that the user sees";
      case "NOT_FOUND", "INVALID_TYPE" ->
          "Check object and record: they are not there, or the user does not see them";
      case "ENTITY_IS_DELETED" -> "Restore the record, or create it anew";
      case "MALFORMED_QUERY" -> "Correct the query";
      case "FIELD_CUSTOM_VALIDATION_EXCEPTION" -> "Meet the validation rule, or change the rule";
      case "INSUFFICIENT_ACCESS_OR_READONLY",
          "INSUFFICIENT_ACCESS",
          "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" ->
          "Give the connection's user the permission";
      case "STORAGE_LIMIT_EXCEEDED" -> "Free space in the organization, then replay the message";
      default -> "Look the code up in Salesforce's documentation";
    };
  }
}
