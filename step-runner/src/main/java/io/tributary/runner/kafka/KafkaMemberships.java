package io.tributary.runner.kafka;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Publication;
import io.tributary.runner.delivery.RecordLimits;
import io.tributary.runner.steps.Memberships;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;

/** Joins steps to their groups on a real broker. */
public final class KafkaMemberships implements Memberships, AutoCloseable {
  private static final Logger LOG = System.getLogger(KafkaMemberships.class.getName());
  private static final long REPLY_LIMIT = 1_000_000;

  private final KafkaClients clients;
  private final Topics topics;

  public KafkaMemberships(KafkaClients clients) {
    this.clients = clients;
    this.topics = new Topics(clients.admin());
  }

  @Override
  public Membership join(StepAssignment assignment, Listener listener) throws InterruptedException {
    topics.await(assignment.key(), needed(assignment));
    var step = stepTopics(assignment);
    var limits = limits(assignment, step);
    boolean exactly =
        switch (assignment.handling().delivery()) {
          case EXACTLY_ONCE -> true;
          case AT_LEAST_ONCE -> false;
        };
    var organization = assignment.organization();
    var producer =
        exactly ? clients.transactional(organization, step.group()) : clients.awaited(organization);
    try {
      if (exactly) {
        // First: it ends what an earlier owner left open, so that the positions read next are
        // final.
        producer.initTransactions();
      }
      return open(assignment, step, limits, producer, listener);
    } catch (RuntimeException failure) {
      producer.close(Duration.ZERO);
      throw failure;
    }
  }

  private static List<String> needed(StepAssignment assignment) {
    var flow = assignment.flow();
    var needed =
        new ArrayList<>(
            List.of(
                assignment.inputTopic(),
                FlowTopics.output(flow, assignment.step()),
                FlowTopics.deadLetters(flow),
                FlowTopics.logs(flow),
                StepEvent.TOPIC));
    if (assignment.handling().errorBranch()) {
      needed.add(FlowTopics.errors(flow, assignment.step()));
    }
    return needed;
  }

  private StepTopics stepTopics(StepAssignment assignment) throws InterruptedException {
    var group = assignment.group();
    var input = assignment.inputTopic();
    var parked = assignment.parkedTopic();
    int partitions = topics.partitions(parked);
    boolean parks = partitions > 0 && partitions == topics.partitions(input);
    if (!parks) {
      LOG.log(
          Level.WARNING,
          "{0}: parks nothing, because {1} has {2} partitions and its input others",
          group,
          parked,
          partitions);
    }
    return new StepTopics(group, input, parked, parks, seen(assignment));
  }

  /** Where a trigger remembers the events that it has taken. */
  private Optional<String> seen(StepAssignment assignment) throws InterruptedException {
    if (assignment.upstream() != null) {
      return Optional.empty();
    }
    var seen = FlowTopics.seen(assignment.flow(), assignment.step());
    if (topics.partitions(seen) == topics.partitions(assignment.inputTopic())) {
      return Optional.of(seen);
    }
    LOG.log(Level.WARNING, "{0} is not there: events that come twice run twice", seen);
    return Optional.empty();
  }

  private RecordLimits limits(StepAssignment assignment, StepTopics step)
      throws InterruptedException {
    var flow = assignment.flow();
    var snapshots = FlowTopics.snapshots(flow, assignment.step());
    return new RecordLimits(
        largest(FlowTopics.output(flow, assignment.step())),
        REPLY_LIMIT,
        assignment.handling().errorBranch()
            ? largest(FlowTopics.errors(flow, assignment.step()))
            : 0,
        step.parks() ? largest(step.parked()) : 0,
        topics.partitions(snapshots) > 0 ? largest(snapshots) : 0);
  }

  private long largest(String topic) throws InterruptedException {
    return Math.min(topics.largestBatch(topic), KafkaClients.LARGEST_RECORD);
  }

  private Membership open(
      StepAssignment assignment,
      StepTopics step,
      RecordLimits limits,
      Producer<byte[], byte[]> producer,
      Listener listener) {
    var publication = new Publication(assignment, limits, EventsJson::of);
    var sending = new Sending(producer, publication, topics, Clock.systemUTC());
    var snapshots =
        new KafkaSnapshots(
            clients,
            topics,
            FlowTopics.snapshots(assignment.flow(), assignment.step()),
            limits.snapshots() > 0);
    var seenIds = new KafkaSeenIds(clients, topics, step, Clock.systemUTC());
    var source =
        new KafkaSource(
            clients.consumer(assignment.organization(), step.group()),
            step,
            new KafkaTakeover(step, topics, snapshots, seenIds),
            listener);
    var commits =
        switch (assignment.handling().delivery()) {
          case EXACTLY_ONCE -> new KafkaTransactions(producer, sending, source::metadata);
          case AT_LEAST_ONCE -> new KafkaPositions(producer, sending, source::commitSoon);
        };
    var bodies = new KafkaBodies(clients, step.group(), listener);
    return new KafkaMembership(source, commits, bodies, limits);
  }

  @Override
  public void close() {
    topics.close();
  }
}
