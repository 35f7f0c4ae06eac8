package io.tributary.host.session;

import io.tributary.expressions.Mapping;
import io.tributary.expressions.MappingFailed;
import io.tributary.host.json.Json;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.Redaction;
import io.tributary.sdk.Action;
import io.tributary.sdk.Choices;
import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.PollingTrigger;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import io.tributary.sdk.Trigger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Calls the author's object for one message or request; what it throws is the caller's to sort. */
final class CallComponent {
  private final Assigned assigned;
  private final Conversation conversation;
  private final Pieces pieces;
  private final Redaction redaction;
  private final OverdueMappings overdue;
  private final InFlight inFlight;

  CallComponent(
      Assigned assigned,
      Conversation conversation,
      Pieces pieces,
      Redaction redaction,
      OverdueMappings overdue,
      InFlight inFlight) {
    this.assigned = assigned;
    this.conversation = conversation;
    this.pieces = pieces;
    this.redaction = redaction;
    this.overdue = overdue;
    this.inFlight = inFlight;
  }

  /** Runs on the message's own thread and says its end, unless it throws. */
  void call(Frame frame) throws Exception {
    switch (frame.type()) {
      case MESSAGE, POLL -> run(frame);
      case CHECK -> answer(frame, check(setup(frame, assigned.fields())));
      case CHOICES -> answer(frame, choices(frame));
      case SCHEMA -> answer(frame, schema(frame));
      default -> throw new GiveUp("this host does not know " + frame.type());
    }
  }

  private void run(Frame frame) throws Exception {
    var context =
        new MessageContext(
            frame,
            assigned.isTrigger(),
            setup(frame, assigned.fields()),
            new MessageBodies(frame.id(), pieces, assigned.json()),
            assigned.json(),
            conversation);
    try {
      if (frame.type() == FrameType.POLL) {
        as(PollingTrigger.class, "a poll").poll(context, context);
      } else {
        deliver(frame, context);
      }
    } finally {
      context.shut();
    }
    inFlight.ending(frame.id());
    conversation.end(Frame.of(FrameType.DONE, frame.id()), inFlight.isCrowded());
  }

  @SuppressWarnings("unchecked") // the input was bound to the very type that the author declared
  private void deliver(Frame frame, MessageContext context) throws Exception {
    // Not a switch over types, as in Assigned.
    var component = assigned.component();
    if (component instanceof Action<?> action) {
      ((Action<Object>) action).run(input(frame), context, context);
    } else if (component instanceof Trigger<?> trigger) {
      ((Trigger<Object>) trigger).receive(input(frame), context, context);
    } else if (component instanceof PollingTrigger polling) {
      polling.poll(context, context);
    } else {
      throw new GiveUp("the component takes no messages: it is no Action or Trigger");
    }
  }

  private Object input(Frame frame) {
    var json = assigned.json();
    var type = assigned.inputType();
    var mapping = assigned.mapping();
    if (mapping.isEmpty()) {
      return json.bindTo(type, frame.body(), "input");
    }
    var mapped = evaluate(mapping.get(), frame, json);
    if (mapped == null) {
      throw new MappingFailed("it gives nothing for this message");
    }
    return type == Object.class ? mapped : json.convertTo(type, mapped, "input");
  }

  private @org.jspecify.annotations.Nullable Object evaluate(
      Mapping mapping, Frame frame, Json json) {
    var body = json.tree(frame.body(), "message");
    Map<String, Object> steps =
        frame
            .header(HeaderKey.STEPS)
            .map(text -> json.object(text.getBytes(StandardCharsets.UTF_8), "steps"))
            .orElse(Map.of());
    try (var _ = overdue.watch(frame.id())) {
      return mapping.evaluate(body, steps);
    }
  }

  private Map<String, Object> check(Setup setup) throws Exception {
    if (!(assigned.component() instanceof ConnectionCheck check)) {
      return Map.of("outcome", "untried", "message", "the component offers no check");
    }
    try {
      return switch (check.check(setup)) {
        case ConnectionCheck.Outcome.Works(var account) ->
            Map.of("outcome", "works", "account", account);
        case ConnectionCheck.Outcome.Refused(var field, var message) ->
            Map.of("outcome", "refused", "field", field, "message", redaction.clean(message));
      };
    } catch (ConnectionRefused refused) {
      return Map.of(
          "outcome",
          "refused",
          "field",
          "",
          "message",
          redaction.clean(String.valueOf(refused.getMessage())));
    }
  }

  private Object choices(Frame frame) throws Exception {
    return as(Choices.class, "a request for choices")
        .choices(frame.required(HeaderKey.NAME), setup(frame, chosen(frame)));
  }

  private Object schema(Frame frame) throws Exception {
    return as(Schemas.class, "a request for a schema")
        .schema(frame.required(HeaderKey.NAME), setup(frame, chosen(frame)));
  }

  private Map<String, Object> chosen(Frame frame) {
    return frame.body().length == 0
        ? assigned.fields()
        : assigned.json().object(frame.body(), "fields");
  }

  private void answer(Frame request, Object answer) throws IOException {
    byte[] body = assigned.json().write(answer, "answer");
    inFlight.ending(request.id());
    conversation.append(Frame.of(FrameType.RESULT, request.id()).withBody(body));
    conversation.flush();
  }

  private StepSetup setup(Frame frame, Map<String, Object> fields) {
    return new StepSetup(
        assigned.json(),
        redaction,
        fields,
        assigned.connection(),
        new MessageLogger(conversation, frame.id()));
  }

  private <T> T as(Class<T> contract, String what) {
    if (!contract.isInstance(assigned.component())) {
      throw new GiveUp(
          "%s came, and %s is no %s"
              .formatted(
                  what, assigned.component().getClass().getName(), contract.getSimpleName()));
    }
    return contract.cast(assigned.component());
  }
}
