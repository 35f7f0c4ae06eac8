package io.tributary.foundation.membership;

import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.OrganizationChanged;
import io.tributary.contracts.organizations.OrganizationChanged.State;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.problems.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;

/**
 * Members as the registry tells them in {@link OrganizationChanged#TOPIC}: all of it is read at the
 * start and followed from there, so that who was removed is a stranger within moments, and neither
 * the registry nor a database is asked on a request.
 *
 * <p>The token must name the organization as well: each of the two can close the door alone. While
 * the broker is away, what was told last holds.
 */
final class ToldMemberships implements Memberships, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ToldMemberships.class);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final long PATIENCE_SECONDS = 5;

  private final Supplier<Consumer<String, String>> consumers;
  private final CountDownLatch readOnce = new CountDownLatch(1);
  private volatile Map<OrganizationName, OrganizationChanged> known = new ConcurrentHashMap<>();
  private volatile boolean running;

  ToldMemberships(Supplier<Consumer<String, String>> consumers) {
    this.consumers = consumers;
  }

  @Override
  public Optional<Standing> of(OrganizationName organization, Caller caller) {
    if (!caller.belongsTo(organization)) {
      return Optional.empty();
    }
    requireKnown();
    var told = known.get(organization);
    if (told == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(told.members().get(caller.subject()))
        .map(role -> new Standing(organization, role, told.state()));
  }

  /** What is not known yet is not stopped: flows go on while the broker is looked for. */
  @Override
  public boolean isStopped(OrganizationName organization) {
    var told = known.get(organization);
    return told != null && told.state() != State.ACTIVE;
  }

  @Override
  public Set<OrganizationName> gone() {
    return known.values().stream()
        .filter(told -> told.state() == State.DELETED)
        .map(OrganizationChanged::name)
        .collect(Collectors.toSet());
  }

  /** What is not known yet has the usual limits. */
  @Override
  public Map<String, Long> quotas(OrganizationName organization) {
    var told = known.get(organization);
    return told == null ? Map.of() : told.quotas();
  }

  private void requireKnown() {
    try {
      if (readOnce.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw Refusal.unavailable(
        "members-unknown",
        "Who belongs to which organization is not known yet. Repeat in a moment.",
        Duration.ofSeconds(PATIENCE_SECONDS));
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("members").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      try (var consumer = consumers.get()) {
        follow(consumer);
      } catch (KafkaException away) {
        LOG.warn("Members are as they were told last: {}", away.getMessage());
      }
      rest();
    }
  }

  /** Reads all of it into a map of its own: an old record must not stand for a newer one. */
  private void follow(Consumer<String, String> consumer) {
    var partitions = partitions(consumer.partitionsFor(OrganizationChanged.TOPIC));
    if (partitions.isEmpty()) {
      return;
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = consumer.endOffsets(partitions);
    var read = new ConcurrentHashMap<OrganizationName, OrganizationChanged>();
    while (running && !ends.entrySet().stream().allMatch(end -> reached(consumer, end))) {
      consumer.poll(REST).forEach(each -> take(each, read));
    }
    known = read;
    readOnce.countDown();
    while (running) {
      consumer.poll(REST).forEach(each -> take(each, read));
    }
  }

  private static boolean reached(
      Consumer<String, String> consumer, Map.Entry<TopicPartition, Long> end) {
    return consumer.position(end.getKey()) >= end.getValue();
  }

  private static List<TopicPartition> partitions(List<PartitionInfo> found) {
    return found.stream().map(each -> new TopicPartition(each.topic(), each.partition())).toList();
  }

  private static void take(
      ConsumerRecord<String, String> told, Map<OrganizationName, OrganizationChanged> into) {
    try {
      var name = new OrganizationName(told.key());
      if (told.value() == null) {
        into.remove(name);
      } else {
        into.put(name, Json.read(told.value(), OrganizationChanged.class));
      }
    } catch (InvalidName | JacksonException unreadable) {
      // Passed over: one word that nobody can read must not keep removals of others from being
      // read.
      LOG.error(
          "What {} is cannot be read: it stays as it was told before", told.key(), unreadable);
    }
  }

  private void rest() {
    try {
      if (running) {
        Thread.sleep(REST);
      }
    } catch (InterruptedException stopped) {
      running = false;
      Thread.currentThread().interrupt();
    }
  }
}
