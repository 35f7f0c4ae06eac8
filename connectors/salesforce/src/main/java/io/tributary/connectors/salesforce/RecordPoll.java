package io.tributary.connectors.salesforce;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One poll for records by an instant that the service stamps them with, without gaps or repeats.
 *
 * <p>Records are read in order of instant and id, and the instant up to which they were given out
 * is kept with the outputs. The next poll begins at that instant, not after it, and passes over the
 * records that it knows. What is younger than the lag waits: a transaction that is still open
 * commits records with a stamp of the past, and a second that is not over may get more.
 */
final class RecordPoll {
  private static final int PAGE = 2000;
  private static final Duration BUDGET = Duration.ofSeconds(15);

  /**
   * What is polled.
   *
   * @param resource query, or queryAll to see deleted ones
   * @param stamp field of the instant
   */
  record Source(
      String resource, String object, List<String> fields, String stamp, Optional<String> where) {}

  private final Salesforce salesforce;
  private final Source source;
  private final Duration lag;
  private final LongSupplier nanos;
  private Mark mark;
  private Instant horizon = Instant.EPOCH;

  RecordPoll(Salesforce salesforce, Source source, Duration lag, Mark mark, LongSupplier nanos) {
    this.salesforce = salesforce;
    this.source = source;
    this.lag = lag;
    this.mark = mark;
    this.nanos = nanos;
  }

  /** Gives out what is new, page by page, until there is no more or it is time to end. */
  void run(Context context, Emitter out) {
    long begun = nanos.getAsLong();
    while (true) {
      var seen = new Seen(new HashSet<>(mark.ids()), mark.after());
      boolean more = page(soql(mark.after()), seen, out);
      mark = more ? mark.behind(seen.last) : mark.read();
      context.snapshot().save(mark);
      if (!more) {
        return;
      }
      out.page(Map.of("at", mark.at()));
      if (nanos.getAsLong() - begun > BUDGET.toNanos()) {
        return;
      }
    }
  }

  /** What a page went through. */
  private static final class Seen {
    private final HashSet<String> known;
    private Optional<String> last;
    private boolean reachedHorizon;

    Seen(HashSet<String> known, Optional<String> last) {
      this.known = known;
      this.last = last;
    }
  }

  /** Whether there may be another page. */
  private boolean page(String soql, Seen seen, Emitter out) {
    var call = SoqlText.query(source.resource(), soql, "fields#/fields");
    var answer = salesforce.send(call, "fields#/where");
    // The service's clock stamps the records, so it is the one to ask.
    horizon = ServerTime.of(answer).minus(lag).truncatedTo(ChronoUnit.SECONDS);
    var page = QueryPage.read(answer.body(), record -> take(record, seen, out));
    boolean full = page.records() >= PAGE || page.next().isPresent();
    return full && !seen.reachedHorizon;
  }

  private void take(Map<String, Object> record, Seen seen, Emitter out) {
    var stamp = Instants.read("Salesforce#/" + source.stamp(), record.get(source.stamp()));
    if (seen.reachedHorizon || !stamp.isBefore(horizon)) {
      seen.reachedHorizon = true;
      return;
    }
    var id = String.valueOf(record.get("Id"));
    seen.last = Optional.of(id);
    if (stamp.equals(mark.instant()) && seen.known.contains(id)) {
      return;
    }
    out.emit(id, record);
    mark = mark.past(stamp, id);
  }

  private String soql(Optional<String> last) {
    var at = Instants.literal(mark.instant());
    var stamp = source.stamp();
    var from =
        last.map(
                id ->
                    "(%s > %s OR (%s = %s AND Id > %s))"
                        .formatted(stamp, at, stamp, at, SoqlText.quoted(id)))
            .orElseGet(() -> "%s >= %s".formatted(stamp, at));
    var also = source.where().map(condition -> " AND (" + condition + ")").orElse("");
    return "SELECT %s FROM %s WHERE %s%s ORDER BY %s, Id LIMIT %d"
        .formatted(String.join(", ", source.fields()), source.object(), from, also, stamp, PAGE);
  }
}
