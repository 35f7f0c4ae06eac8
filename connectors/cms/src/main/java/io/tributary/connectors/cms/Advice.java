package io.tributary.connectors.cms;

/** The next step for what people meet. */
final class Advice {
  private Advice() {}

  static String about(String code, int status) {
    return switch (code) {
      case "rest_invalid_param", "rest_missing_callback_param", "ValidationError" ->
          "Correct the mapping";
      case "rest_cannot_create", "rest_cannot_edit" ->
          "The connection's user lacks the right: give it the role Author or Editor (Contributor"
              + " may write drafts only, and upload nothing; pages, categories and what others"
              + " wrote need Editor)";
      case "rest_cannot_publish", "rest_cannot_assign_sticky" ->
          "Publishing needs the role Author, for pages Editor; or create it as draft or pending";
      case "rest_cannot_edit_others", "rest_cannot_delete", "rest_forbidden_status" ->
          "What others wrote needs the role Editor";
      case "rest_cannot_assign_term" -> "Assigning terms needs the role Author or Editor";
      case "rest_forbidden_context", "rest_forbidden", "rest_cannot_view", "rest_cannot_read" ->
          "The connection's user may not read it: give it the role Author or Editor";
      case "rest_no_route", "rest_type_invalid", "rest_cannot_read_type" ->
          "Choose a type that WordPress shows in its REST API (show_in_rest), and check the"
              + " address";
      case "rest_post_invalid_id", "NotFoundError" -> "Check type and id: there is no such entry";
      case "rest_trash_not_supported" -> "Choose to delete for good";
      case "rest_upload_no_data" ->
          "The upload did not arrive: raise post_max_size and upload_max_filesize in PHP";
      case "rest_upload_file_too_big", "rest_upload_limited_space", "PayloadTooLargeError" ->
          "Make the file smaller, or raise the site's limit";
      case "rest_term_invalid" -> "Give names or ids of terms that are there";
      case "ForbiddenError" ->
          "The token lacks the permission: in Strapi under Settings, API Tokens, allow it for this"
              + " type (find, findOne, create, update, delete; Upload: upload, find)";
      case "MethodNotAllowedError" -> "Choose a collection type by its plural name";
      default -> byStatus(code, status);
    };
  }

  static String aboutLogin(String code) {
    return switch (code) {
      case "incorrect_password" ->
          "Renew the application password (profile, Application Passwords; the user's own"
              + " password does not work)";
      case "invalid_username", "invalid_email" -> "Correct the user name";
      case "application_passwords_disabled", "application_passwords_disabled_for_user" ->
          "Application passwords are disabled: allow them (HTTPS, or a security plugin's setting)";
      case "UnauthorizedError" -> "Renew the API token";
      default ->
          "Check the password or token. If they are right, the web server keeps the Authorization"
              + " header from the site, or application passwords are disabled";
    };
  }

  static String aboutPage(String product, int status, String place) {
    return switch (status) {
      case 403, 406, 409 ->
          ("%s: a page in the place of JSON (status %d): a firewall or security plugin in front of"
                  + " %s refuses the request. Let it allow the REST API for this user")
              .formatted(place, status, product);
      case 413 ->
          ("%s: the web server takes no request as large as this (status 413). Raise its limit"
                  + " (client_max_body_size in nginx), or make the file smaller")
              .formatted(place);
      default ->
          ("connection#/url: a page in the place of %s's JSON (status %d). Check the address: it is"
               + " that of the site's start page, whose REST API is switched on, and not behind a"
               + " login page")
              .formatted(product, status);
    };
  }

  private static String byStatus(String code, int status) {
    if (code.startsWith("rest_upload_")) {
      return "Give a file of a type that the site allows, named with its ending";
    }
    return switch (status) {
      case 403 -> "Give the connection's user or token the permission";
      case 404, 410 -> "Check type and id: it is not there (any more)";
      case 413 -> "Make it smaller, or raise the site's limit";
      default -> "Correct the mapping, or look the code up in the site's documentation";
    };
  }
}
