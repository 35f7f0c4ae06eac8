package io.tributary.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.deployments.Steps;
import io.tributary.runtime.topics.InMemoryTopics;
import io.tributary.runtime.topics.TopicSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class LedgerBacklogsTest {
  private static final StepAssignment FORM = Steps.aStep("form").build();

  private final InMemoryTopics topics = new InMemoryTopics();
  private final InMemoryDeployments deployments = new InMemoryDeployments();
  private final BooksThatMayBeAway books = new BooksThatMayBeAway();
  private final LedgerBacklogs backlogs = new LedgerBacklogs(books, deployments, topics);

  @BeforeEach
  void deploy() {
    topics.create(
        List.of(TopicSpec.messages(FORM.inputTopic()), TopicSpec.parked(FORM.parkedTopic())));
    deployments.assign(Steps.FLOW, List.of(FORM));
  }

  @Test
  void withoutTheBooksWhatTheStepsTookAwayIsSeenOnTheBroker() {
    enter(5);
    backlogs.count();
    assertThat(backlogs.of(Steps.FLOW)).isEqualTo(5);

    books.away = true;
    enter(3);
    assertThat(backlogs.of(Steps.FLOW)).isEqualTo(8);
    topics.pass(FORM.inputTopic(), FORM.group(), 6);
    countOften();

    assertThat(backlogs.of(Steps.FLOW)).isEqualTo(2);
  }

  @Test
  void withoutBothWhatEnteredIsAdded() {
    enter(5);
    backlogs.count();

    books.away = true;
    topics.goAway(true);
    for (int i = 0; i < 3; i++) {
      backlogs.entered(Steps.FLOW);
    }
    countOften();

    assertThat(backlogs.of(Steps.FLOW)).isEqualTo(8);
  }

  @Test
  void aFlowThatWasNeverReadKeepsWhatEntered() {
    books.away = true;
    enter(4);
    countOften();

    assertThat(backlogs.of(Steps.FLOW)).isEqualTo(4);
  }

  private void enter(int messages) {
    for (int i = 0; i < messages; i++) {
      topics.write(FORM.inputTopic(), "{}", Instant.EPOCH, FORM.revision());
      backlogs.entered(Steps.FLOW);
    }
  }

  private void countOften() {
    for (int i = 0; i < 10; i++) {
      backlogs.count();
    }
  }

  /** Empty books: nothing has ended. */
  private static final class BooksThatMayBeAway implements Ledger {
    private boolean away;

    @Override
    public void count(List<Placed> events) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void replayed(FlowId flow, StepName step, long messages, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<LedgerEntry> sums(FlowId flow, Instant since, Instant until) {
      if (away) {
        throw new DataAccessResourceFailureException("PostgreSQL is away");
      }
      return List.of();
    }

    @Override
    public List<Minute> minutes(FlowId flow, Instant since, Instant until) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int fold(Instant before) {
      throw new UnsupportedOperationException();
    }
  }
}
