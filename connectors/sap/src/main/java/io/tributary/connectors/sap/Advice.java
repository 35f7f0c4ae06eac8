package io.tributary.connectors.sap;

/** The next step for each status that people meet. */
final class Advice {
  private Advice() {}

  static String about(int status) {
    return switch (status) {
      case 400, 422 -> "Correct the value in the mapping, or the step's fields";
      case 403 -> "Give the connection's user the authorization in SAP";
      case 404 -> "Check entity set, key and address: it is not there, or the user does not see it";
      case 405, 501 -> "The service does not offer this: choose another action or entity set";
      case 409 -> "It is there already, or something refers to it: look, and send it again";
      case 412 -> "Somebody else changed it: look, and send it again";
      case 413 -> "Send less at a time";
      case 428 -> "The service wants an ETag: map @odata.etag";
      default -> "Look the code up in the service's documentation";
    };
  }
}
