package io.tributary.benchmarks.sides;

import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.work.PassOn;
import io.tributary.benchmarks.work.RenameFields;
import io.tributary.benchmarks.work.WaitThenPassOn;
import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Delivery;
import io.tributary.contracts.steps.StepAssignment.Handling;
import io.tributary.contracts.steps.StepAssignment.Operation;
import io.tributary.contracts.steps.StepAssignment.WorkerLimits;
import io.tributary.contracts.steps.StepCommand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Tells runners what the steps of a job are to do, as the runtime would.
 *
 * @param workers of each step
 */
record StepAssignments(Lab lab, Job job, Delivery delivery, int workers) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int CONCURRENCY = 256;
  private static final int TIMEOUT_SECONDS = 30;

  /** Makes what the runner expects to find. */
  void prepare() {
    lab.createTopic(StepAssignment.TOPIC, 1, Map.of("cleanup.policy", "compact"));
    lab.createTopic(StepCommand.TOPIC, 1, Map.of());
    // Nobody reads it here; a gigabyte is enough.
    lab.createTopic(StepEvent.TOPIC, 4, Map.of("retention.bytes", "268435456"));
    lab.createTopic(FlowTopics.deadLetters(Job.FLOW), 1, Map.of());
    lab.createTopic(FlowTopics.logs(Job.FLOW), 1, Map.of());
    for (var step : job.steps()) {
      lab.createTopic(
          FlowTopics.parked(Job.FLOW, new StepName(step), 1),
          job.partitions(),
          Map.of("message.timestamp.type", "LogAppendTime"));
      lab.createTopic(
          FlowTopics.snapshots(Job.FLOW, new StepName(step)),
          1,
          Map.of("cleanup.policy", "compact"));
    }
  }

  void begin() {
    var values = new ArrayList<byte @Nullable []>();
    var upstream = job.source();
    for (var step : job.steps()) {
      values.add(JSON.writeValueAsBytes(assignment(step, upstream)));
      upstream = step;
    }
    tell(values);
  }

  /** The steps are no more; their topics stay. */
  void end() {
    var values = new ArrayList<byte @Nullable []>();
    job.steps().forEach(_ -> values.add(null));
    tell(values);
  }

  private StepAssignment assignment(String step, String upstream) {
    return new StepAssignment(
        new OrganizationName("acme"),
        Job.FLOW,
        new FlowName("orders"),
        1,
        new StepName(step),
        StepAssignment.State.RUNNING,
        VersionRef.parse("tributary/bench@1.0.0"),
        new ImageDigest("sha256:" + "0".repeat(64)),
        new Operation("action", "run", component().getName()),
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        List.of(),
        new StepName(upstream),
        new Handling(Handling.DEFAULT.input(), Handling.DEFAULT.ordering(), delivery, false),
        Set.of(),
        Set.of(),
        RetryPolicy.DEFAULT,
        new WorkerLimits(128, 1, 64),
        StepAssignment.Workers.fixed(workers),
        CONCURRENCY,
        TIMEOUT_SECONDS,
        null,
        StepAssignment.Editions.ONLY);
  }

  private Class<?> component() {
    return switch (job.work()) {
      case JSON -> RenameFields.class;
      case PASS -> PassOn.class;
      case WAIT -> WaitThenPassOn.class;
    };
  }

  private void tell(List<byte @Nullable []> values) {
    var settings = Map.<String, Object>of("bootstrap.servers", lab.bootstrap());
    var sent = new ArrayList<Future<RecordMetadata>>();
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < values.size(); i++) {
        var key = StepAssignment.key(Job.FLOW, new StepName(job.steps().get(i)));
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    StepAssignment.TOPIC, key.getBytes(StandardCharsets.UTF_8), values.get(i))));
      }
    }
    for (var each : sent) {
      try {
        each.get();
      } catch (ExecutionException refused) {
        throw new IllegalStateException("the assignments were not taken", refused);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
    }
  }
}
