package io.tributary.runtime.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.HookRequest;
import io.tributary.foundation.ids.Ids;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.InMemoryTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaDoorIT {
  private static final Hook HOOK =
      new Hook(
          "id",
          new OrganizationName("acme"),
          new FlowId("aaaaaaaaaaaaaaaa"),
          new FlowName("leads"),
          new StepName("form"),
          1,
          true,
          EventIdRule.USUAL);

  @Test
  void aRequestIsRefusedInSecondsWhileTheBrokerIsAway() throws IOException {
    var clock = Clock.systemUTC();
    var settings =
        new IngressSettings(BrokerAccess.open("127.0.0.1:" + closedPort()), "it", 75_000);
    var replies = new KafkaReplies(settings, new InMemoryTopics());
    try (var door = new KafkaDoor(settings, replies, new Ids(clock), clock)) {
      long began = System.nanoTime();

      assertThatThrownBy(
              () ->
                  door.enter(
                      HOOK,
                      new HookRequest("POST", "", Map.of(), Map.of(), "text/plain", "", null)))
          .isInstanceOf(BrokerAway.class);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
      assertThat(replies.expect("nobody")).as("nobody waits while nothing is heard").isEmpty();
    }
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
