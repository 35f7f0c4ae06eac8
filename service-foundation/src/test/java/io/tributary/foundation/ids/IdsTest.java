package io.tributary.foundation.ids;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.FlowId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private final Ids ids = new Ids(Clock.fixed(NOON, ZoneOffset.UTC));

  @Test
  void timeOrderedIdsAreVersionSevenAndCarryTheTime() {
    var id = ids.timeOrdered();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void flowIdsFitTopicNames() {
    assertThat(new FlowId(ids.flowId()).value()).hasSize(16).isNotEqualTo(ids.flowId());
  }

  @Test
  void secretsHaveLettersOfBothCasesAndAreNeverTheSame() {
    var some = Stream.generate(ids::secret).limit(100).toList();

    assertThat(some).doesNotHaveDuplicates().allMatch(each -> each.matches("[0-9A-Za-z]{43}"));
    assertThat(some)
        .anyMatch(each -> each.matches(".*[A-Z].*"))
        .anyMatch(each -> each.matches(".*z.*"));
  }
}
