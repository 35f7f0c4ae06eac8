package io.tributary.runtime.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.runtime.hooks.IngressSettings;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.TopicSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KafkaTicksIT {
  private static final StepName FEED = new StepName("feed");
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void aTickThatIsWrittenAgainIsTheSameAndAllOfThemLieOnOnePartition() {
    var flow = new FlowId("ticks00000000000");
    var input = FlowTopics.input(flow, FEED);
    try (var topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1);
        var ticks =
            new KafkaTicks(
                new IngressSettings(BrokerAccess.open(RealKafka.bootstrap()), "it", 1))) {
      topics.create(List.of(TopicSpec.messages(input)));

      ticks.write(new Tick(flow, FEED, 3, NOON));
      ticks.write(new Tick(flow, FEED, 3, NOON));
      ticks.write(new Tick(flow, FEED, 3, NOON.plusSeconds(10)));

      var written = topics.newest(input, 3);
      assertThat(written)
          .hasSize(3)
          .extracting(TopicRecord::partition)
          .containsOnly(written.getFirst().partition());
      assertThat(written).extracting(TopicRecord::headers).containsOnlyOnce(headersOf(written, 10));
      assertThat(headersOf(written, 0))
          .containsEntry(MessageHeaders.CE_TYPE, MessageHeaders.TICK)
          .containsEntry(MessageHeaders.EVENT_ID, "tick:2026-11-25T12:00:00Z")
          .containsEntry(MessageHeaders.FLOW_REVISION, "3");
      assertThat(written)
          .extracting(record -> record.headers().get(MessageHeaders.CE_ID))
          .contains(new Tick(flow, FEED, 3, NOON).id());
      assertThat(written)
          .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
          .contains("{\"scheduledAt\":\"2026-11-25T12:00:00Z\"}");
    }
  }

  @Test
  void aTickIsRefusedInSecondsWhileTheBrokerIsAway() throws IOException {
    try (var ticks =
        new KafkaTicks(
            new IngressSettings(BrokerAccess.open("127.0.0.1:" + closedPort()), "it", 1))) {
      long began = System.nanoTime();

      assertThatThrownBy(() -> ticks.write(new Tick(new FlowId("ticks00000000000"), FEED, 1, NOON)))
          .isInstanceOf(BrokerAway.class);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }
  }

  private static Map<String, String> headersOf(List<TopicRecord> records, int seconds) {
    var id = "tick:" + NOON.plusSeconds(seconds);
    return records.stream()
        .map(TopicRecord::headers)
        .filter(headers -> id.equals(headers.get(MessageHeaders.EVENT_ID)))
        .findFirst()
        .orElseThrow();
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
