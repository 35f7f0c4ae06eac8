package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Emitter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One poll for objects by an instant that the service stamps them with, without gaps or repeats.
 *
 * <p>Objects are read in order of their instant, and the instant up to which they were given out is
 * kept with the outputs. Each page begins <em>at</em> that instant, not after it, and passes over
 * the objects that are known. So an object that changes between two pages, and thereby leaves its
 * place, moves nothing past the reader. What is younger than the lag waits: a second that is not
 * over may get more.
 *
 * <p>Where one instant has more objects than a page, the pages overlap by one object. If the first
 * of a page is not known, some have left their places, and the instant is read from its beginning.
 */
final class RecordPoll {
  static final int PAGE = 1000;
  private static final Duration BUDGET = Duration.ofSeconds(15);

  /**
   * What is polled.
   *
   * @param stamp property of the instant
   * @param where the author's own condition
   * @param until what is younger waits; empty: by the lag
   */
  record Source(
      EntityKind kind,
      String stamp,
      Optional<String> where,
      Duration lag,
      Optional<Instant> until) {}

  /** Takes what is new. */
  @FunctionalInterface
  interface Taker {
    void take(String id, Instant at, Map<String, Object> object);
  }

  private final QuickBooks quickbooks;
  private final Source source;
  private final Mark mark;
  private final LongSupplier nanos;

  RecordPoll(QuickBooks quickbooks, Source source, Mark.Kept kept, LongSupplier nanos) {
    this.quickbooks = quickbooks;
    this.source = source;
    this.mark = new Mark(kept);
    this.nanos = nanos;
  }

  /**
   * Gives out what is new, page by page, until there is no more or it is time to end.
   *
   * @param keep saves how far it came
   * @return whether all that had settled was read
   */
  boolean run(Taker taker, Consumer<Mark.Kept> keep, Emitter out) {
    long begun = nanos.getAsLong();
    while (true) {
      var page = new Page(mark, taker);
      boolean more = read(page);
      keep.accept(mark.kept(page.ofInstant));
      if (!more) {
        return true;
      }
      out.page(Map.of("at", mark.at().toString()));
      if (nanos.getAsLong() - begun > BUDGET.toNanos()) {
        return false;
      }
    }
  }

  /** What one page went through. */
  private final class Page {
    private final Instant began;
    private final int position;
    private final Taker taker;
    private Instant horizon = Instant.MAX;
    private int read;
    private int ofInstant;
    private boolean seamFits = true;
    private boolean reachedHorizon;

    private Page(Mark mark, Taker taker) {
      this.began = mark.at();
      this.position = mark.position();
      this.ofInstant = position - 1;
      this.taker = taker;
    }

    private void take(Map<String, Object> object) {
      var stamp = Instants.read("QuickBooks#/" + source.stamp(), stamp(object));
      if (reachedHorizon || !stamp.isBefore(horizon)) {
        reachedHorizon = true;
        return;
      }
      if (!seamFits && !stamp.equals(began)) {
        // Some of the instant was not seen: the mark must not leave it yet.
        return;
      }
      read++;
      var id = String.valueOf(object.get("Id"));
      boolean isKnown = mark.knows(stamp, id);
      if (read == 1 && position > 1 && !mark.isCrowded()) {
        seamFits = isKnown;
      }
      ofInstant = stamp.equals(mark.at()) ? ofInstant + 1 : 1;
      if (!isKnown) {
        taker.take(id, stamp, object);
        mark.past(stamp, id);
      }
    }
  }

  /** Whether there may be another page. */
  private boolean read(Page page) {
    var answer = QueryPage.ask(quickbooks, query(page.position), "fields#/where");
    // The service's clock stamps the objects, so it is the one to ask.
    var settled = ServerTime.of(answer).minus(source.lag()).truncatedTo(ChronoUnit.SECONDS);
    page.horizon = source.until().orElse(settled);
    var answered = QueryPage.read(answer, "fields#/where", (object, _) -> page.take(object));
    boolean full = answered.objects() >= PAGE && !page.reachedHorizon;
    boolean sameInstant = mark.at().equals(page.began);
    if (mark.isCrowded() && sameInstant) {
      mark.goOnAt(page.ofInstant + 1);
    } else if (full && sameInstant && page.seamFits) {
      mark.goOnAt(page.position + PAGE - 1);
    } else {
      mark.goOnAt(1);
    }
    return full || !page.seamFits;
  }

  private Object stamp(Map<String, Object> object) {
    var name = source.stamp().substring(source.stamp().indexOf('.') + 1);
    return object.get("MetaData") instanceof Map<?, ?> meta ? meta.get(name) : null;
  }

  private String query(int position) {
    var inactive = source.kind().isName() ? " AND " + QueryText.ALSO_INACTIVE : "";
    var also = source.where().map(condition -> " AND " + condition).orElse("");
    return "SELECT * FROM %s WHERE %s >= '%s'%s%s ORDERBY %s STARTPOSITION %d MAXRESULTS %d"
        .formatted(
            source.kind().name(),
            source.stamp(),
            Instants.literal(mark.at()),
            inactive,
            also,
            source.stamp(),
            position,
            PAGE);
  }
}
