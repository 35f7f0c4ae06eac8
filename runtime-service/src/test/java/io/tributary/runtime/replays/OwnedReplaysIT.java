package io.tributary.runtime.replays;

import static io.tributary.runtime.deployments.Steps.FLOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Exported;
import io.tributary.foundation.leaving.Owned.Holding;
import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.persistence.Reach;
import io.tributary.runtime.deployments.Steps;
import io.tributary.runtime.hooks.IngressSettings;
import io.tributary.runtime.leaving.OwnedTablesConfiguration;
import io.tributary.runtime.ledger.PostgresLedgerForTests;
import io.tributary.runtime.replays.Replays.Numbered;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.TopicSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replays of two organizations, one of which has gone: their rows, and positions at the broker. */
@Timeout(120)
class OwnedReplaysIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");
  private static final StepName CMS = new StepName("cms");
  private static final String DEAD = FlowTopics.deadLetters(FLOW);
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final RealPostgres postgres = RealPostgres.empty();
  private final BrokerAccess broker = BrokerAccess.open(RealKafka.bootstrap());
  private final KafkaTopics topics = new KafkaTopics(broker, 1);
  private final KafkaWaitingRooms rooms =
      new KafkaWaitingRooms(new IngressSettings(broker, "owned-replays", 75_000));
  private final Replays replays =
      new PostgresReplays(postgres.database(), PostgresLedgerForTests.over(postgres));
  private final OwnedReplays owned = new OwnedReplays(replays, rooms);
  private final OwnedRows rows = OwnedTablesConfiguration.all(postgres.database());

  @BeforeEach
  void replaysOfTwo() {
    topics.create(
        List.of(
            TopicSpec.parked(FlowTopics.parked(FLOW, CMS, 1)), TopicSpec.lines(StepCommand.TOPIC)));
    postgres.flow(FLOW.value(), ACME.value());
    began(replay("acme-1", ACME, Replay.State.RUNNING));
    began(replay("acme-2", ACME, Replay.State.CANCELLED));
    began(replay("globex-1", GLOBEX, Replay.State.RUNNING));
  }

  @AfterEach
  void close() {
    rooms.forget("globex-1");
    rooms.close();
    topics.deleteAll(FlowTopics.prefix(FLOW));
    topics.close();
  }

  @Test
  void positionsGoWhileTheRowsThatNameThemAreThere() {
    assertThat(rooms.reached("acme-1")).hasValue(0);

    long gone = Reach.of(ACME).call(() -> owned.delete(ACME));

    assertThat(gone).as("rows count, positions do not").isZero();
    assertThat(rooms.reached("acme-1")).isEmpty();
    assertThat(rooms.reached("acme-2")).isEmpty();
    assertThat(rooms.reached("globex-1")).hasValue(0);
    assertThat(counted("replays", "acme")).isEqualTo(2);
    assertThat(Reach.of(ACME).call(() -> owned.delete(ACME))).as("asked again").isZero();
  }

  @Test
  void rowsGoWithTheOthersAndWhatWasNotSentGoesToo() {
    Reach.of(ACME)
        .run(
            () -> {
              owned.delete(ACME);
              rows.delete(ACME);
            });

    assertThat(counted("replays", "acme")).isZero();
    assertThat(counted("replay_messages", "acme")).isZero();
    assertThat(counted("replays", "globex")).isEqualTo(1);
    assertThat(counted("replay_messages", "globex")).isEqualTo(1);
  }

  @Test
  void peopleSeeAndTakeAwayTheReplaysOnceAndNobodyElses() throws Exception {
    assertThat(owned.holdings(ACME)).isEmpty();
    assertThat(Exported.from(owned, ACME)).isEmpty();

    List<Holding> held = Reach.of(ACME).call(() -> rows.holdings(ACME));
    var lines =
        Reach.of(ACME)
            .call(() -> Exported.from(rows, ACME))
            .getOrDefault("runtime/replays.jsonl", "")
            .lines()
            .map(Json::tree)
            .toList();

    assertThat(held).contains(new Holding("replays", 2));
    assertThat(lines)
        .extracting(line -> line.path("id").asString())
        .containsExactlyInAnyOrder("acme-1", "acme-2");
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.path("requested_by").asString()).isEqualTo("ada"));
  }

  /** Its row, with one message to send, and one that has entered its step. */
  private void began(Replay replay) {
    var message = new ReplayMessage(FLOW, CMS, DEAD, 0, 1, 1, Set.of(), Optional.empty());
    Reach.of(replay.organization()).run(() -> replays.add(replay, List.of(message)));
    var sent = new TopicRecord(DEAD, 0, 0, "key", "{}".getBytes(UTF_8), Map.of(), Instant.EPOCH);
    rooms.put(
        replay,
        List.of(
            new Entering(
                new Numbered(0, message), Steps.aStep("cms").after("form").build(), sent)));
  }

  private static Replay replay(String id, OrganizationName organization, Replay.State state) {
    return new Replay(
        id, organization, Optional.of(FLOW), 20, false, 2, 1, state, "ada", NOON, Optional.empty());
  }

  private long counted(String table, String organization) {
    var column = table.equals("replays") ? "id" : "replay";
    return postgres
        .raw()
        .sql("select count(*) from runtime.%s where %s like ?".formatted(table, column))
        .param(organization + "-%")
        .query(Long.class)
        .single();
  }
}
