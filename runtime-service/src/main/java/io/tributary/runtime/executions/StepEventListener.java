package io.tributary.runtime.executions;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment.Input;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.executions.Executions.PlacedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Hears from the step runners what became of messages, in batches. */
@Component
final class StepEventListener {
  private static final Logger LOG = LoggerFactory.getLogger(StepEventListener.class);
  private static final int MOST_SHAPES = 1_000;

  private final Executions executions;
  private final Deployments deployments;
  private final NoteConnection noteConnection;
  // A revision never changes, so its shape is asked for once.
  private final Map<Shape, Map<Place, Integer>> shapes = new ConcurrentHashMap<>();

  StepEventListener(Executions executions, Deployments deployments, NoteConnection noteConnection) {
    this.executions = executions;
    this.deployments = deployments;
    this.noteConnection = noteConnection;
  }

  private record Shape(FlowId flow, int revision) {}

  private record Place(StepName step, Input input) {}

  @KafkaListener(
      id = "runtime-executions",
      topics = StepEvent.TOPIC,
      batch = "true",
      properties = {
        "auto.offset.reset=earliest",
        "max.poll.records=100",
        // A runner's transaction is a record: taken one by one, each costs a transaction here, too.
        "fetch.min.bytes=262144",
        "fetch.max.wait.ms=200",
        "metadata.max.age.ms=5000"
      })
  void happened(List<ConsumerRecord<String, String>> records) {
    Reach.across(Use.EVENTS).run(() -> take(records));
  }

  private void take(List<ConsumerRecord<String, String>> records) {
    var events = new ArrayList<PlacedEvent>();
    for (var record : records) {
      try {
        if (record.value() != null) {
          for (var event : Json.read(record.value(), StepEvents.class).events()) {
            events.add(new PlacedEvent(event, stepsAfter(event)));
          }
        }
      } catch (JacksonException e) {
        LOG.error("Skipped a step event that cannot be read: offset {}", record.offset(), e);
      }
    }
    if (!events.isEmpty()) {
      executions.record(events);
      noteConnection.note(events.stream().map(PlacedEvent::event).toList());
    }
  }

  private int stepsAfter(StepEvent event) {
    if (shapes.size() > MOST_SHAPES) {
      shapes.clear();
    }
    var input = event.outcome() == StepEvent.Outcome.DEAD ? Input.ERRORS : Input.OUTPUT;
    return shapes
        .computeIfAbsent(new Shape(event.flow(), event.revision()), this::shape)
        .getOrDefault(new Place(event.step(), input), 0);
  }

  private Map<Place, Integer> shape(Shape shape) {
    Map<Place, Integer> stepsAfter = new ConcurrentHashMap<>();
    var revision = deployments.revision(shape.flow(), shape.revision());
    for (var step : revision.map(found -> found.plan().assignments()).orElse(List.of())) {
      for (var input : Input.values()) {
        stepsAfter.put(
            new Place(step.step(), input), revision.get().plan().stepsAfter(step.step(), input));
      }
    }
    return stepsAfter;
  }
}
