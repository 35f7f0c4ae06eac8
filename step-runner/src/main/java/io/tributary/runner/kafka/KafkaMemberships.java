package io.tributary.runner.kafka;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Publication;
import io.tributary.runner.delivery.RecordLimits;
import io.tributary.runner.steps.Memberships;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;

/** Joins steps to their groups on a real broker. */
public final class KafkaMemberships implements Memberships, AutoCloseable {
  private static final long REPLY_LIMIT = 1_000_000;

  private final KafkaClients clients;
  private final Topics topics;

  public KafkaMemberships(KafkaClients clients) {
    this.clients = clients;
    this.topics = new Topics(clients.admin());
  }

  @Override
  public Membership join(StepAssignment assignment, Listener listener) throws InterruptedException {
    var flow = assignment.flow();
    var input = assignment.inputTopic();
    var output = FlowTopics.output(flow, assignment.step());
    var dead = FlowTopics.deadLetters(flow);
    topics.await(
        StepAssignment.key(flow, assignment.step()),
        List.of(input, output, dead, FlowTopics.logs(flow), StepEvent.TOPIC));
    var limits =
        new RecordLimits(
            Math.min(topics.largestBatch(output), KafkaClients.LARGEST_RECORD), REPLY_LIMIT);
    var publication = new Publication(assignment, limits, Json.MAPPER::writeValueAsBytes);
    var group = FlowTopics.group(flow, assignment.step());
    var producer = clients.transactional(group);
    try {
      // First: it ends what an earlier owner left open, so that the positions read next are final.
      producer.initTransactions();
      return open(group, input, producer, publication, listener);
    } catch (RuntimeException failure) {
      producer.close(java.time.Duration.ZERO);
      throw failure;
    }
  }

  private Membership open(
      String group,
      String input,
      Producer<byte[], byte[]> producer,
      Publication publication,
      Listener listener) {
    var transactions = new KafkaTransactions(producer, publication, topics);
    var source = new KafkaSource(clients.consumer(group), group, input, listener);
    source.start();
    return new KafkaMembership(source, transactions);
  }

  @Override
  public void close() {
    topics.close();
  }
}
