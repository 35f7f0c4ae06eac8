package io.tributary.runtime.leaving;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Archive;
import io.tributary.foundation.leaving.Owned;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.masking.FindMask;
import io.tributary.runtime.masking.KnownMasks;
import io.tributary.runtime.masking.Mask;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Messages of an organization's flows, those that wait and those that are kept for replays, with
 * their secrets hidden. Only exported here: they go with their topics.
 */
@Component
@Order(30)
final class OwnedMessages implements Owned {
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
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      @Nullable String message,
      @Nullable String execution,
      @Nullable String parent,
      int revision,
      Instant at,
      @Nullable JsonNode body,
      @Nullable String text) {
    static Line of(TopicRecord record, Mask mask) {
      var shown = mask.of(record.value());
      var headers = record.headers();
      JsonNode body = null;
      String text = null;
      try {
        body = Json.mapper().readTree(shown);
      } catch (JacksonException notJson) {
        text = new String(shown, StandardCharsets.UTF_8);
      }
      return new Line(
          headers.get(MessageHeaders.CE_ID),
          headers.get(MessageHeaders.EXECUTION),
          headers.get(MessageHeaders.PARENT),
          record.revision(),
          record.at(),
          body,
          text);
    }
  }

  @Override
  public void export(OrganizationName organization, Archive archive) throws IOException {
    var known = new KnownMasks(masks);
    for (var flow : deployments.all(organization)) {
      for (var step : deployments.assigned(flow.flow())) {
        export(flow, step, known, archive);
      }
    }
  }

  @Override
  public long delete(OrganizationName organization) {
    return 0;
  }

  private void export(Deployment flow, StepAssignment step, KnownMasks known, Archive archive)
      throws IOException {
    var id = step.flow();
    var name = step.step();
    var path = "runtime/messages/%s/%s".formatted(flow.name(), name);
    if (step.upstream() == null) {
      write(
          archive,
          path + ".in.jsonl",
          FlowTopics.input(id, name),
          revision -> known.before(id, name, revision));
    }
    write(
        archive,
        path + ".jsonl",
        FlowTopics.output(id, name),
        revision -> known.after(id, name, revision));
    if (step.handling().errorBranch()) {
      write(
          archive,
          path + ".errors.jsonl",
          FlowTopics.errors(id, name),
          revision -> known.before(id, name, revision));
    }
  }

  private void write(Archive archive, String path, String topic, IntFunction<Mask> mask)
      throws IOException {
    archive.lines(
        path,
        line ->
            topics.forEach(
                topic,
                record -> line.accept(Json.write(Line.of(record, mask.apply(record.revision()))))));
  }
}
