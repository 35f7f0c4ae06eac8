package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.DataApi.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What was deleted or changed in a span of time. */
final class Changes {
  private static final Duration KEPT = Duration.ofDays(30);

  /** Seconds do not count. */
  private record Span(Instant from, Instant until) {
    boolean holds(Row row) {
      var at = row.at("SystemModstamp");
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  private final Org org;

  Changes(Org org) {
    this.org = org;
  }

  Answer deleted(Call call, ObjectType type) {
    var span = span(call);
    var node = Json.object();
    var records = node.putArray("deletedRecords");
    org.table(type)
        .all()
        .filter(Row::isDeleted)
        .filter(span::holds)
        .forEach(
            row ->
                records
                    .addObject()
                    .put("id", row.id())
                    .put("deletedDate", Times.text(row.at("SystemModstamp"))));
    node.put("earliestDateAvailable", Times.text(org.now().minus(KEPT)));
    node.put("latestDateCovered", Times.text(span.until()));
    return Answer.json(200, node);
  }

  Answer updated(Call call, ObjectType type) {
    var span = span(call);
    var node = Json.object();
    var ids = node.putArray("ids");
    org.table(type)
        .all()
        .filter(row -> !row.isDeleted())
        .filter(span::holds)
        .forEach(row -> ids.add(row.id()));
    node.put("latestDateCovered", Times.text(span.until()));
    return Answer.json(200, node);
  }

  private Span span(Call call) {
    var from = time(call, "start");
    var until = time(call, "end");
    if (from.isBefore(org.now().minus(KEPT))) {
      throw new Problem(
          400,
          "INVALID_REPLICATION_DATE",
          "startDate before org replication enabled date, or more than 30 days ago");
    }
    if (Duration.between(from, until).compareTo(Duration.ofMinutes(1)) < 0) {
      throw new Problem(
          400,
          "INVALID_REPLICATION_DATE",
          "endDate must be at least one minute greater than startDate");
    }
    return new Span(from, until);
  }

  private static Instant time(Call call, String name) {
    // A plus sign that was not escaped arrives as a space.
    var text = call.request().query().getOrDefault(name, "").replace(' ', '+');
    return Times.parsed(text)
        .map(instant -> instant.truncatedTo(ChronoUnit.MINUTES))
        .orElseThrow(
            () ->
                new Problem(
                    400, "INVALID_REPLICATION_DATE", name + " is no date with time: " + text));
  }
}
