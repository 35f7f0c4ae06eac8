package io.tributary.platform.kafka;

import java.nio.file.Path;

/**
 * What the broker is told. Every line that differs from Kafka's default says why.
 *
 * @param log folder of the records
 * @param password of the broker's own account
 */
record BrokerSettings(Path log, int port, int controllerPort, String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return "BrokerSettings[" + log + ", " + port + "]";
  }

  static final String LOGGING =
      """
      rootLogger.level = warn
      rootLogger.appenderRef.out.ref = out
      appender.out.type = Console
      appender.out.name = out
      appender.out.layout.type = PatternLayout
      appender.out.layout.pattern = %d{yyyy-MM-dd'T'HH:mm:ss.SSS} %p %c{1} %m%n
      logger.server.name = kafka.server.KafkaRaftServer
      logger.server.level = info
      """;

  String text() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=CLIENTS://127.0.0.1:%1$d
    listener.security.protocol.map=CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
    inter.broker.listener.name=CLIENTS
    controller.listener.names=CONTROLLER
    # Everybody says who they are, and may do what AccessRules say.
    listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-256,PLAIN
    listener.name.clients.scram-sha-256.sasl.jaas.config=%4$s required;
    listener.name.clients.plain.sasl.jaas.config=%5$s
    listener.name.controller.sasl.enabled.mechanisms=PLAIN
    listener.name.controller.plain.sasl.jaas.config=%5$s
    sasl.mechanism.inter.broker.protocol=PLAIN
    sasl.mechanism.controller.protocol=PLAIN
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    super.users=User:broker
    allow.everyone.if.no.acl.found=false
    log.dirs=%3$s
    # A misspelt topic must fail, not appear.
    auto.create.topics.enable=false
    # One broker: one replica of everything.
    default.replication.factor=1
    min.insync.replicas=1
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    unclean.leader.election.enable=false
    # Nothing is dropped by age or size: records go when every group has passed them.
    log.retention.ms=-1
    log.retention.bytes=-1
    # A flow may be paused for months and must find its position again: 1 year.
    offsets.retention.minutes=525600
    # A dead owner is replaced within 15 s; the default lets it hold on for 45 s.
    group.consumer.min.session.timeout.ms=6000
    group.consumer.session.timeout.ms=10000
    group.consumer.min.heartbeat.interval.ms=1000
    group.consumer.heartbeat.interval.ms=3000
    # A broker that was killed is let in again when its last session is over; default 9 s.
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=500
    # A killed owner's transaction ends 10 s after its begin, not at the next look every 10 s.
    transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
    # Steps join one by one on purpose; waiting for more only delays the first.
    group.initial.rebalance.delay.ms=0
    # The next transaction of a producer waits for the end of its last: look again at once.
    add.partitions.to.txn.retry.backoff.ms=1
    max.connections.per.ip=2000
    # A body of 1 MiB and its headers in one record.
    message.max.bytes=2097152
    # For a laptop: few files, little memory.
    num.partitions=4
    offsets.topic.num.partitions=8
    transaction.state.log.num.partitions=8
    share.coordinator.state.topic.num.partitions=1
    log.segment.bytes=67108864
    offsets.topic.segment.bytes=16777216
    transaction.state.log.segment.bytes=16777216
    log.index.size.max.bytes=1048576
    log.cleaner.dedupe.buffer.size=8388608
    num.network.threads=2
    num.io.threads=4
    background.threads=2
    """
        .formatted(port, controllerPort, log, BrokerAccounts.SCRAM_MODULE, ownAccount());
  }

  /** The one account that is in the settings, and not at the broker. */
  private String ownAccount() {
    return "%1$s required username=\"%2$s\" password=\"%3$s\" user_%2$s=\"%3$s\";"
        .formatted(BrokerAccounts.PLAIN_MODULE, Principal.BROKER.word(), password);
  }
}
