package io.tributary.runtime.authorizations;

import org.springframework.web.util.HtmlUtils;

/** The pages that a browser sees when a provider has sent it back: text, no script, no style. */
final class CallbackPage {
  private CallbackPage() {}

  /** Names who gets what, because whoever sees it may not be who began it. */
  static String taken(Consent consent, String confirmation) {
    return page(
        "One step is left",
        """
        <p><b>%s</b> of the organization <b>%s</b> is about to get access to your account at
        <b>%s</b>, for the connection <b>%s</b> (%s).</p>
        <p>If that is you, enter this where you began:</p>
        <p><b><code>%s</code></b></p>
        <p>If it is not you, or somebody sent you here, close this page and tell nobody what it
        shows: nothing is connected without it.</p>
        """
            .formatted(
                safe(consent.person().name()),
                safe(consent.place().organization().value()),
                safe(consent.page().getHost()),
                safe(consent.place().name().value()),
                safe(consent.place().component().toString()),
                safe(confirmation)));
  }

  static String declined(Consent consent, String error) {
    return page(
        "Not connected",
        "<p>%s sent you back without consent (%s). Nothing is connected. You may close this page.</p>\n"
            .formatted(safe(consent.page().getHost()), safe(error)));
  }

  /** The same for everything that is not asked for. */
  static String refused() {
    return page(
        "Not connected",
        "<p>This answer is not expected, or no longer. Nothing is connected. Begin again.</p>\n");
  }

  private static String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
    <body><h1>%s</h1>
    %s</body></html>
    """
        .formatted(title, title, body);
  }

  private static String safe(String text) {
    return HtmlUtils.htmlEscape(text);
  }
}
