package io.tributary.runtime.masking;

import java.util.Locale;

/** What a request's body is, by its content type. */
enum BodyType {
  JSON,
  FORM,

  /** Nobody here reads it. */
  OTHER;

  static BodyType of(String contentType) {
    var parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      var parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return OTHER;
      }
    }
    var type = parts[0].strip();
    if (type.equals("application/json") || type.equals("text/json") || type.endsWith("+json")) {
      return JSON;
    }
    return type.equals("application/x-www-form-urlencoded") ? FORM : OTHER;
  }
}
