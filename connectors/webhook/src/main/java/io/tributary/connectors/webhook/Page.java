package io.tributary.connectors.webhook;

import io.tributary.sdk.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pages for people with a browser. Whatever was typed, by whomever, is text in them. */
final class Page {
  private static final String STYLE =
      "body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem}"
          + "label{display:block;margin:1rem 0}input,textarea{display:block;width:100%;"
          + "box-sizing:border-box;font:inherit}input[type=checkbox]{display:inline;width:auto}"
          + ".extra{position:absolute;left:-9999px}";

  private Page() {}

  static Reply form(String title, String button, List<Question> questions, String honeypot) {
    var html = new StringBuilder("<form method=\"post\"");
    if (questions.stream().anyMatch(one -> one.type() == Question.Type.FILE)) {
      html.append(" enctype=\"multipart/form-data\"");
    }
    html.append(">\n");
    questions.forEach(question -> html.append(field(question)));
    if (!honeypot.isEmpty()) {
      // Nobody sees it, so nobody fills it in but a program that fills everything in.
      html.append(
          ("<label class=\"extra\" aria-hidden=\"true\">%1$s"
                  + " <input name=\"%1$s\" tabindex=\"-1\" autocomplete=\"off\"></label>\n")
              .formatted(escaped(honeypot)));
    }
    html.append("<button>").append(escaped(button)).append("</button>\n</form>\n");
    return page(200, title, html.toString());
  }

  static Reply text(int status, String title, String text) {
    var paragraphs = new StringBuilder();
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> paragraphs.append("<p>").append(escaped(line)).append("</p>\n"));
    return page(status, title, paragraphs.toString());
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String field(Question question) {
    var name =
        "name=\"" + escaped(question.name()) + "\"" + (question.required() ? " required" : "");
    var label = escaped(question.label());
    return switch (question.type()) {
      case TEXTAREA ->
          "<label>%s <textarea rows=\"6\" %s></textarea></label>\n".formatted(label, name);
      case CHECKBOX ->
          "<label><input type=\"checkbox\" value=\"yes\" %s> %s</label>\n".formatted(name, label);
      case TEXT, EMAIL, TEL, URL, NUMBER, DATE, FILE ->
          "<label>%s <input type=\"%s\" %s></label>\n"
              .formatted(label, question.type().name().toLowerCase(Locale.ROOT), name);
    };
  }

  private static Reply page(int status, String title, String body) {
    var html =
        """
        <!doctype html>
        <html>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%1$s</title>
        <style>%2$s</style>
        </head>
        <body>
        <h1>%1$s</h1>
        %3$s</body>
        </html>
        """
            .formatted(escaped(title), STYLE, body);
    return new Reply(
        status,
        Map.of("content-type", "text/html; charset=utf-8", "cache-control", "no-store"),
        html);
  }
}
