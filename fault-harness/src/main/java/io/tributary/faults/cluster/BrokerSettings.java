package io.tributary.faults.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a broker is told; durability as the promises ask for it.
 *
 * @param ports of all brokers for clients, this one's at {@code id - 1}
 * @param controllerPorts of all brokers for each other
 */
record BrokerSettings(int id, List<Integer> ports, List<Integer> controllerPorts, Path data) {
  BrokerSettings {
    ports = List.copyOf(ports);
    controllerPorts = List.copyOf(controllerPorts);
  }

  String text() {
    int brokers = ports.size();
    return """
    process.roles=broker,controller
    node.id=%1$d
    controller.quorum.voters=%2$s
    listeners=CLIENTS://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%4$d
    advertised.listeners=CLIENTS://127.0.0.1:%3$d
    listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=CLIENTS
    controller.listener.names=CONTROLLER
    log.dirs=%5$s
    auto.create.topics.enable=false
    unclean.leader.election.enable=false
    default.replication.factor=%6$d
    min.insync.replicas=%7$d
    offsets.topic.replication.factor=%6$d
    transaction.state.log.replication.factor=%6$d
    transaction.state.log.min.isr=%7$d
    share.coordinator.state.topic.replication.factor=%6$d
    share.coordinator.state.topic.min.isr=%7$d
    log.retention.ms=-1
    offsets.retention.minutes=525600
    group.consumer.min.session.timeout.ms=6000
    group.consumer.session.timeout.ms=10000
    group.consumer.min.heartbeat.interval.ms=1000
    group.consumer.heartbeat.interval.ms=3000
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=500
    transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
    group.initial.rebalance.delay.ms=0
    add.partitions.to.txn.retry.backoff.ms=1
    max.connections.per.ip=2000
    message.max.bytes=2097152
    num.partitions=4
    offsets.topic.num.partitions=6
    transaction.state.log.num.partitions=6
    log.segment.bytes=67108864
    offsets.topic.segment.bytes=16777216
    transaction.state.log.segment.bytes=16777216
    log.index.size.max.bytes=1048576
    log.cleaner.dedupe.buffer.size=8388608
    num.network.threads=2
    num.io.threads=4
    background.threads=2
    """
        .formatted(
            id,
            voters(),
            ports.get(id - 1),
            controllerPorts.get(id - 1),
            data,
            brokers,
            Math.max(1, brokers - 1));
  }

  private String voters() {
    return IntStream.rangeClosed(1, controllerPorts.size())
        .mapToObj(voter -> voter + "@127.0.0.1:" + controllerPorts.get(voter - 1))
        .collect(Collectors.joining(","));
  }
}
