package io.tributary.faults.scenarios;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.faults.bed.TestFlow;
import io.tributary.faults.traffic.TopicReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What the runners wrote down of a flow's messages, in the transactions that ended them. */
final class Ends {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<StepEvent> ends = new ArrayList<>();

  static Ends read(String bootstrap, TestFlow flow) {
    var ends = new Ends();
    TopicReader.readAll(
        bootstrap,
        List.of(StepEvent.TOPIC),
        record ->
            JSON.readValue(record.value(), StepEvents.class)
                .events()
                .forEach(event -> ends.add(event, flow)));
    return ends;
  }

  private void add(StepEvent event, TestFlow flow) {
    if (!event.flow().equals(flow.id())) {
      return;
    }
    switch (event.outcome()) {
      case EMITTED, DEAD -> ends.add(event);
      default -> {
        // Told besides, may be missing: nothing is concluded from it.
      }
    }
  }

  List<StepEvent> all() {
    return List.copyOf(ends);
  }

  /** Sentences where a step ended a message twice. */
  List<String> broken() {
    var seen = new HashSet<String>();
    var twice = new TreeMap<String, Integer>();
    for (var event : ends) {
      if (!seen.add(event.step() + "/" + event.message())) {
        twice.merge(event.step().value(), 1, Integer::sum);
      }
    }
    return twice.entrySet().stream()
        .map(step -> "step %s ended %d messages twice".formatted(step.getKey(), step.getValue()))
        .toList();
  }

  /** How many messages a step ended with the outcome. */
  long count(String step, Outcome outcome) {
    return ends.stream()
        .filter(event -> event.step().value().equals(step) && event.outcome() == outcome)
        .count();
  }
}
