package io.tributary.runner.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.runner.bodies.LargeBodies;
import io.tributary.runner.bodies.LargeBodiesContract;
import io.tributary.runner.support.RealKafka;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaLargeBodiesIT extends LargeBodiesContract {
  private RealKafka kafka;
  private KafkaLargeBodies bodies;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    kafka = RealKafka.start(folder);
    kafka.createTopic(FlowTopics.bodies(OURS), 4, Map.of());
    kafka.createTopic(FlowTopics.bodies(THEIRS), 4, Map.of());
    bodies = new KafkaLargeBodies(new KafkaClients(BrokerAccess.open(kafka.bootstrap()), "it"));
  }

  @AfterAll
  void stop() {
    bodies.close();
    kafka.close();
  }

  @Override
  protected LargeBodies bodies() {
    return bodies;
  }

  @Test
  void whatWasTrimmedIsNotKept() throws Exception {
    var reference = stored(OURS, "trimmed0000000000000000000", tail(1, 50));
    var place = new TopicPartition(FlowTopics.bodies(OURS), reference.partition());
    try (var admin = kafka.admin()) {
      admin
          .deleteRecords(
              Map.of(place, RecordsToDelete.beforeOffset(reference.offsets().getFirst() + 1)))
          .all()
          .get();
    }

    assertThat(bodies.piece(OURS, reference, 0)).isEmpty();
    var later = stored(OURS, "trimmed0000000000000000000", tail(2, 50));
    assertThat(bodies.piece(OURS, later, 0)).contains(tail(2, 50));
  }
}
