package io.tributary.runner.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsJsonTest {
  @Test
  void everyWordStandsAsTheRecordSays() {
    var whole =
        new StepEvents.Item(
            "run", "m1", "m0", StepEvent.Outcome.DEAD, 2, 0, 1, 2, 3L, "give-up", "no \"way\"", "w1",
            "topic", 4, 5);
    var bare =
        new StepEvents.Item(
            "run", "m2", null, StepEvent.Outcome.EMITTED, 1, 1, 1, 2, null, null, null, null,
            "topic", 4, 6);
    var events =
        new StepEvents(
            new OrganizationName("acme"),
            new FlowId("flow0001"),
            new StepName("work"),
            7,
            List.of(whole, bare));

    var written = EventsJson.of(events);

    assertThat(Json.MAPPER.readTree(written))
        .isEqualTo(Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(events)));
    assertThat(Json.MAPPER.readValue(written, StepEvents.class)).isEqualTo(events);
  }
}
