package io.tributary.runtime.leaving;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Archive;
import io.tributary.foundation.leaving.Owned;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.masking.FindMask;
import io.tributary.runtime.masking.KnownMasks;
import io.tributary.runtime.masking.Mask;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Messages of an organization's flows, those that wait and those that are kept for replays, with
 * their secrets hidden, and the large bodies that they refer to. Only exported here: they go with
 * their topics.
 */
@Component
@Order(30)
final class OwnedMessages implements Owned {
  /** For some 70,000 large bodies. */
  private static final long ROOM_FOR_REFERENCES = 64L * 1024 * 1024;

  private final Deployments deployments;
  private final Topics topics;
  private final FindMask masks;

  OwnedMessages(Deployments deployments, Topics topics, FindMask masks) {
    this.deployments = deployments;
    this.topics = topics;
    this.masks = masks;
  }

  /**
   * A message in an export.
   *
   * @param parent the message that it was made from; absent for what entered the flow
   * @param body absent where it is not JSON
   * @param text the body where it is not JSON
   * @param bodies ids of the large bodies that it refers to, each the name of a file; absent where
   *     it does not
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      @Nullable String message,
      @Nullable String execution,
      @Nullable String parent,
      int revision,
      Instant at,
      @Nullable JsonNode body,
      @Nullable String text,
      @Nullable List<String> bodies) {
    static Line of(TopicRecord record, Mask mask, ReferredBodies referred) {
      JsonNode body = null;
      String text = null;
      List<String> bodies = List.of();
      try {
        var message = Json.mapper().readTree(record.value());
        body = mask.of(message);
        bodies = referred.note(message, body);
      } catch (JacksonException notJson) {
        text =
            mask.hidesNothing() ? new String(record.value(), StandardCharsets.UTF_8) : Mask.HIDDEN;
      }
      var headers = record.headers();
      return new Line(
          headers.get(MessageHeaders.CE_ID),
          headers.get(MessageHeaders.EXECUTION),
          headers.get(MessageHeaders.PARENT),
          record.revision(),
          record.at(),
          body,
          text,
          bodies.isEmpty() ? null : bodies);
    }
  }

  @Override
  public void export(OrganizationName organization, Archive archive) throws IOException {
    var known = new KnownMasks(masks);
    var room = new ReferredBodies.Room(ROOM_FOR_REFERENCES);
    var files = new BodyFiles(topics);
    for (var flow : deployments.all(organization)) {
      var folder = "runtime/messages/" + flow.name();
      var bodies = new ReferredBodies(room);
      for (var step : deployments.assigned(flow.flow())) {
        export(step, folder, known, bodies, archive);
      }
      noteDeadLetters(flow.flow(), known, bodies);
      files.write(archive, folder, flow.flow(), bodies);
    }
  }

  @Override
  public long delete(OrganizationName organization) {
    return 0;
  }

  private void export(
      StepAssignment step, String folder, KnownMasks known, ReferredBodies bodies, Archive archive)
      throws IOException {
    var id = step.flow();
    var name = step.step();
    var path = folder + "/" + name;
    if (step.upstream() == null) {
      write(
          archive,
          path + ".in.jsonl",
          FlowTopics.input(id, name),
          bodies,
          revision -> known.before(id, name, revision));
    }
    write(
        archive,
        path + ".jsonl",
        FlowTopics.output(id, name),
        bodies,
        revision -> known.after(id, name, revision));
    if (step.handling().errorBranch()) {
      write(
          archive,
          path + ".errors.jsonl",
          FlowTopics.errors(id, name),
          bodies,
          revision -> known.before(id, name, revision));
    }
  }

  private void write(
      Archive archive, String path, String topic, ReferredBodies bodies, IntFunction<Mask> mask)
      throws IOException {
    archive.lines(
        path,
        line ->
            topics.forEach(
                topic,
                record ->
                    line.accept(
                        Json.write(Line.of(record, mask.apply(record.revision()), bodies)))));
  }

  /** Exported elsewhere; a body may be kept for one of them alone. */
  private void noteDeadLetters(FlowId flow, KnownMasks known, ReferredBodies bodies) {
    topics.forEach(
        FlowTopics.deadLetters(flow),
        record -> {
          try {
            var step = new StepName(record.headers().getOrDefault(MessageHeaders.DEAD_STEP, ""));
            var message = Json.mapper().readTree(record.value());
            bodies.note(message, known.before(flow, step, record.revision()).of(message));
          } catch (JacksonException | InvalidName refersToNothing) {
            // What cannot be read has no body that could be found.
          }
        });
  }
}
