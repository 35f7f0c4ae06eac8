package io.tributary.runtime.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.FlowId;
import io.tributary.foundation.persistence.ActsAcross;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.support.RealPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ActsAcross(Use.NOTICES)
class PostgresNoticesIT {
  private static final FlowId FLOW = new FlowId("aaaaaaaaaaaaaaaa");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final RealPostgres postgres = RealPostgres.empty();
  private final Notices notices = new PostgresNotices(postgres.database());

  @BeforeEach
  void begin() {
    postgres.flow(FLOW.value(), "acme");
  }

  @Test
  void nobodyIsToldOfAFlowThatIsGone() {
    postgres.raw().sql("delete from runtime.flows").update();

    notices.happened(notice(NOON));

    assertThat(notices.untold(NOON, 10)).isEmpty();
  }

  @Test
  void causeIsToldOnceADayAndCounted() {
    notices.happened(notice(NOON));
    notices.happened(notice(NOON.plusSeconds(1)));

    var told = notices.untold(NOON.plusSeconds(2), 10);
    assertThat(told).singleElement().extracting(Notice::count).isEqualTo(2L);
    notices.told(told.getFirst(), NOON.plusSeconds(3));
    notices.happened(notice(NOON.plusSeconds(60)));
    assertThat(notices.untold(NOON.plusSeconds(61), 10)).isEmpty();

    var nextDay = NOON.plus(Duration.ofHours(25));
    notices.happened(notice(nextDay));
    assertThat(notices.untold(nextDay, 10)).hasSize(1);
  }

  @Test
  void whatIsOverIsToldAgainTheNextTime() {
    notices.happened(notice(NOON));
    notices.told(notice(NOON), NOON);

    notices.over(FLOW, "connection demo-cms");
    notices.happened(notice(NOON.plusSeconds(10)));

    assertThat(notices.untold(NOON.plusSeconds(10), 10)).hasSize(1);
  }

  @Test
  void whatCouldNotBeToldWaits() {
    notices.happened(notice(NOON));

    notices.later(notice(NOON), Set.of("ops@acme.example"), NOON.plusSeconds(60));

    assertThat(notices.untold(NOON.plusSeconds(59), 10)).isEmpty();
    assertThat(notices.untold(NOON.plusSeconds(60), 10))
        .singleElement()
        .extracting(Notice::reached)
        .isEqualTo(Set.of("ops@acme.example"));
  }

  @Test
  void theNextDayEverybodyIsToldAnew() {
    notices.happened(notice(NOON));
    notices.later(notice(NOON), Set.of("ops@acme.example"), NOON);
    notices.told(notice(NOON), NOON);

    var nextDay = NOON.plus(Duration.ofHours(25));
    notices.happened(notice(nextDay));

    assertThat(notices.untold(nextDay, 10))
        .singleElement()
        .extracting(Notice::reached)
        .isEqualTo(Set.of());
  }

  private static Notice notice(Instant since) {
    return new Notice(FLOW, "connection demo-cms", "refused", "text", since, 1);
  }
}
