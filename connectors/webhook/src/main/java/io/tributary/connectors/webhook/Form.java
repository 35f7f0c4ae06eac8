package io.tributary.connectors.webhook;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Reply;
import io.tributary.sdk.Trigger;
import io.tributary.sdk.WebhookRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes a web form that the step describes: shows it, gives out what was filled in, and thanks.
 * Fields that it does not ask for are left out, and what a robot sends goes no further.
 */
public final class Form implements Trigger<WebhookRequest> {
  /** What the step is set to. */
  record Fields(
      String form,
      Optional<String> title,
      Optional<String> button,
      Optional<String> honeypot,
      Optional<String> thanks,
      Optional<String> redirect) {
    String heading() {
      return filled(title, "Form");
    }

    private static String filled(Optional<String> text, String usual) {
      return text.filter(some -> !some.isBlank()).orElse(usual);
    }
  }

  /** One request to the form, and the step that it came to. */
  private record Visit(
      WebhookRequest request, Fields fields, List<Question> questions, Context context) {
    void say(int status, String text) {
      context.reply(Page.text(status, fields.heading(), text));
    }

    String honeypot() {
      return Fields.filled(fields.honeypot(), "");
    }
  }

  @Override
  public void receive(WebhookRequest request, Context context, Emitter out) throws IOException {
    var fields = context.fields(Fields.class);
    var visit = new Visit(request, fields, Question.all(fields.form()), context);
    // Before anything is taken: what is wrong in the step is not the visitor's to see.
    var thanks = thanks(fields);
    switch (request.method()) {
      case "GET" -> context.reply(shown(visit));
      case "POST" -> posted(visit, thanks, out);
      default -> visit.say(405, "This form is read and sent, no more.");
    }
  }

  private static Reply shown(Visit visit) {
    var button = Fields.filled(visit.fields().button(), "Send");
    return Page.form(visit.fields().heading(), button, visit.questions(), visit.honeypot());
  }

  private static void posted(Visit visit, Reply thanks, Emitter out) throws IOException {
    Map<String, Object> sent;
    try {
      sent = sent(visit.request(), visit.questions(), visit.context());
    } catch (Malformed broken) {
      visit.context().log().warn("form refused: {}", broken.getMessage());
      visit.say(400, "The form did not arrive whole. Please send it again.");
      return;
    }
    if (isOfARobot(sent, visit.honeypot())) {
      // It is thanked: told that it was found out, it would try another way.
      visit.context().log().info("a form was left out: its hidden field was filled in");
      visit.context().reply(thanks);
      return;
    }
    var answers = answers(sent, visit.questions());
    var missing = missing(answers, visit.questions());
    if (!missing.isEmpty()) {
      visit.say(400, "Please go back and fill in what is missing:\n" + missing);
      return;
    }
    out.emit(Receive.received(visit.request(), answers));
    visit.context().reply(thanks);
  }

  private static boolean isOfARobot(Map<String, Object> sent, String honeypot) {
    return !honeypot.isEmpty() && !sent.getOrDefault(honeypot, "").equals("");
  }

  private static String missing(Map<String, Object> answers, List<Question> questions) {
    return questions.stream()
        .filter(question -> question.required() && !answers.containsKey(question.name()))
        .map(Question::label)
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, Object> sent(
      WebhookRequest request, List<Question> questions, Context context) throws IOException {
    var type = ContentType.of(request.contentType());
    if (type.is("multipart/form-data")) {
      var asked =
          questions.stream()
              .filter(question -> question.type() == Question.Type.FILE)
              .map(Question::name)
              .toList();
      var stored = FormFiles.of(FormFiles.Kept.STORED, context);
      try (var content = request.open()) {
        return Multipart.read(
            content,
            type.parameter("boundary"),
            (name, filename, contentType, file) ->
                // Where nothing was chosen, browsers send a file without name and content.
                asked.contains(name) && !filename.isEmpty()
                    ? stored.keep(name, filename, contentType, file)
                    : Optional.empty());
      }
    }
    if (request.large().isPresent() || !type.is("application/x-www-form-urlencoded")) {
      throw new Malformed("a body of " + request.size() + " bytes that is no form");
    }
    return FormFields.single(FormFields.urlEncoded(type.text(request.body())));
  }

  /** Those that are asked for, without blanks around them; without those that are empty. */
  private static Map<String, Object> answers(Map<String, Object> sent, List<Question> questions) {
    var answers = new LinkedHashMap<String, Object>();
    for (var question : questions) {
      var value = sent.getOrDefault(question.name(), "");
      var several = value instanceof List<?> list ? list : List.of(value);
      var values = several.stream().flatMap(one -> answer(one, question).stream()).toList();
      if (!values.isEmpty()) {
        answers.put(question.name(), values.size() == 1 ? values.getFirst() : values);
      }
    }
    return answers;
  }

  /** Text where text is asked for, a file where a file is. */
  private static Optional<Object> answer(Object value, Question question) {
    if (question.type() == Question.Type.FILE) {
      return value instanceof FormFiles.StoredFile ? Optional.of(value) : Optional.empty();
    }
    return Optional.<Object>of(String.valueOf(value).strip()).filter(text -> !text.equals(""));
  }

  private static Reply thanks(Fields fields) {
    var redirect = Fields.filled(fields.redirect(), "").strip();
    if (redirect.isEmpty()) {
      return Page.text(200, fields.heading(), Fields.filled(fields.thanks(), "Thank you."));
    }
    try {
      var address = new URI(redirect);
      if (address.getHost() != null && List.of("https", "http").contains(address.getScheme())) {
        return Reply.text(303, "").withHeader("location", address.toASCIIString());
      }
    } catch (URISyntaxException broken) {
      // Said below.
    }
    throw new GiveUp("fields#/redirect: is no address. Write it like https://example.com/thanks");
  }
}
