package io.tributary.runtime.ledger;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.hooks.Backlogs;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.RoadWaiting;
import io.tributary.runtime.topics.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Backlogs by the books. While these cannot be read, what waits in the flow's topics is counted on
 * the broker, which takes longer and happens less often: without PostgreSQL the door stays open for
 * what the steps take away. Where the broker does not answer either, what entered is added: the
 * door closes rather too early than too late.
 */
@Component
final class LedgerBacklogs implements Backlogs {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerBacklogs.class);
  private static final int ROUNDS_WITHOUT_BOOKS = 5;
  private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

  private final Ledger ledger;
  private final Deployments deployments;
  private final Topics topics;
  private final Map<FlowId, AtomicLong> waiting = new ConcurrentHashMap<>();

  /** As they were when they could be read last. */
  private final Map<FlowId, List<StepAssignment>> roads = new ConcurrentHashMap<>();

  private int rounds;

  LedgerBacklogs(Ledger ledger, Deployments deployments, Topics topics) {
    this.ledger = ledger;
    this.deployments = deployments;
    this.topics = topics;
  }

  @Override
  public long of(FlowId flow) {
    return known(flow).get();
  }

  @Override
  public long counted(FlowId flow) {
    var books = new Books(ledger.sums(flow, Instant.EPOCH, FOREVER));
    long all = 0;
    for (var road : readRoads(flow)) {
      var own = books.of(road);
      all += Math.max(0, own.replayed() + given(road, books) - own.ended());
    }
    return all;
  }

  @Override
  public void entered(FlowId flow) {
    known(flow).incrementAndGet();
  }

  @Scheduled(initialDelay = 2_000, fixedDelay = 2_000)
  void count() {
    Reach.across(Use.BACKLOGS).run(this::countAll);
  }

  private void countAll() {
    boolean broker = rounds++ % ROUNDS_WITHOUT_BOOKS == 0;
    for (var entry : waiting.entrySet()) {
      try {
        long before = entry.getValue().get();
        // What enters while it is counted may be counted twice, until the next time.
        entry.getValue().addAndGet(counted(entry.getKey()) - before);
      } catch (DataAccessException away) {
        if (broker) {
          countOnBroker(entry.getKey(), entry.getValue());
        }
      } catch (BrokerAway away) {
        LOG.debug("The backlog of {} is not counted now", entry.getKey(), away);
      }
    }
  }

  private void countOnBroker(FlowId flow, AtomicLong backlog) {
    var known = roads.get(flow);
    if (known == null) {
      return; // the books were away ever since this process began
    }
    try {
      long before = backlog.get();
      long now = known.stream().mapToLong(road -> RoadWaiting.count(topics, road)).sum();
      backlog.addAndGet(now - before);
    } catch (BrokerAway away) {
      LOG.debug("The backlog of {} is not counted now", flow, away);
    }
  }

  private List<StepAssignment> readRoads(FlowId flow) {
    var read = deployments.roads(flow);
    roads.put(flow, read);
    return read;
  }

  private AtomicLong known(FlowId flow) {
    return waiting.computeIfAbsent(flow, _ -> new AtomicLong());
  }

  private long given(StepAssignment road, Books books) {
    return road.upstream() == null
        // The door writes without transactions: there every offset is a message.
        ? topics.written(road.inputTopic())
        : books.givenTo(road);
  }
}
