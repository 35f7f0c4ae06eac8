package io.tributary.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
  private final String text = new BrokerSettings(Path.of("/d/log"), 9192, 9292, "s3cret").text();

  @Test
  void theBrokerListensOnLoopbackOnly() {
    assertThat(text.lines().filter(line -> line.startsWith("listeners=")))
        .containsExactly("listeners=CLIENTS://127.0.0.1:9192,CONTROLLER://127.0.0.1:9292");
  }

  @Test
  void whatThePromisesNeedIsSet() {
    assertThat(text.lines())
        .contains(
            "auto.create.topics.enable=false",
            "unclean.leader.election.enable=false",
            "offsets.retention.minutes=525600",
            "log.retention.ms=-1",
            "group.consumer.min.session.timeout.ms=6000",
            "group.consumer.session.timeout.ms=10000",
            "add.partitions.to.txn.retry.backoff.ms=1",
            "broker.session.timeout.ms=3000",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms=1000",
            "group.initial.rebalance.delay.ms=0",
            "transaction.state.log.replication.factor=1");
  }
}
