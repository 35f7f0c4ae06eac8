package io.tributary.faults.bed;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.faults.cluster.BrokerCluster;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;

/** Makes topics and tells assignments, as the runtime service would. */
final class FlowSetup {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");
  private static final Map<String, String> APPEND_TIME =
      Map.of("message.timestamp.type", "LogAppendTime");

  private final BrokerCluster cluster;

  FlowSetup(BrokerCluster cluster) {
    this.cluster = cluster;
  }

  /** What there is once, whatever flows there are. */
  void createCommonTopics() throws Exception {
    cluster.createTopic(StepAssignment.TOPIC, 1, COMPACTED);
    cluster.createTopic(StepCommand.TOPIC, 1, Map.of());
    cluster.createTopic(StepEvent.TOPIC, 4, Map.of());
  }

  void createTopics(TestFlow flow) throws Exception {
    cluster.createTopic(flow.input(), flow.partitions(), Map.of());
    cluster.createTopic(flow.deadLetters(), 1, Map.of());
    cluster.createTopic(FlowTopics.logs(flow.id()), 1, Map.of());
    for (var name : flow.steps()) {
      var step = new StepName(name);
      cluster.createTopic(FlowTopics.output(flow.id(), step), flow.partitions(), Map.of());
      cluster.createTopic(FlowTopics.parked(flow.id(), step, 1), flow.partitions(), APPEND_TIME);
      cluster.createTopic(FlowTopics.snapshots(flow.id(), step), 1, COMPACTED);
    }
  }

  /** Changes what was told before of the same steps. */
  void assign(TestFlow flow) {
    try (var producer =
        new KafkaProducer<byte[], byte[]>(
            Map.of("bootstrap.servers", cluster.bootstrap(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (var assignment : flow.assignments()) {
        var _ =
            producer.send(
                new ProducerRecord<>(
                    StepAssignment.TOPIC,
                    StepAssignment.key(flow.id(), assignment.step())
                        .getBytes(StandardCharsets.UTF_8),
                    JSON.writeValueAsBytes(assignment)));
      }
    }
  }
}
