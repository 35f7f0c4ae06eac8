package io.tributary.runtime.deployments;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.runtime.schedules.Obstacle;
import io.tributary.runtime.schedules.Schedule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A polling trigger's schedule as the API shows it.
 *
 * @param timing as the document says it, with its zone
 * @param next when the next tick is due
 * @param asked when somebody asked for one beside the timing that is not made yet
 * @param last the time of the newest tick
 * @param held why a tick that is due is held back: {@code earlier-tick}, {@code flow-full}, {@code
 *     quota}, {@code organization-stopped}, {@code broker-away}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduleView(
    String timing,
    Instant next,
    @Nullable Instant asked,
    @Nullable Instant last,
    @Nullable String held) {
  static ScheduleView of(Schedule schedule) {
    return new ScheduleView(
        schedule.timing().text(),
        schedule.next(),
        schedule.asked().orElse(null),
        schedule.last().orElse(null),
        schedule.held().map(Obstacle::word).orElse(null));
  }
}
