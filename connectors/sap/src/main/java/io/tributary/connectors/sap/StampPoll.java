package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.Property;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One poll for entities by a property that says when they were changed, without gaps or repeats.
 *
 * <p>They are read in order of that instant and the key. The next poll begins at the newest instant
 * that was given out, not after it, and passes over the entities that it knows. What is younger
 * than the lag waits: a transaction that is still open commits entities with a stamp of the past.
 * The service's own next pages are not followed: they count entities, and those that change
 * meanwhile move to the end and would shift the count.
 */
final class StampPoll {
  private static final Duration BUDGET = Duration.ofSeconds(15);
  private static final int PAGE = 1_000;

  /** A page of so many that are all known may be all that the service gives of an instant. */
  private static final int SUSPICIOUS = 50;

  private final Target target;
  private final Property stamp;
  private final ChangedEntities.Fields fields;
  private final Context context;
  private final Emitter out;
  private final LongSupplier nanos;
  private final Duration lag;
  private Mark mark;
  private Instant horizon = Instant.EPOCH;
  private boolean reachedHorizon;
  private int fresh;
  private Map<String, Object> lastKey = Map.of();
  private HashSet<String> known = new HashSet<>();

  StampPoll(
      Target target,
      ChangedEntities.Fields fields,
      Context context,
      Emitter out,
      LongSupplier nanos) {
    this.target = target;
    this.fields = fields;
    this.context = context;
    this.out = out;
    this.nanos = nanos;
    this.stamp = stamp(target, fields.stamp());
    this.lag = Duration.ofSeconds(Chosen.number("lag", fields.lag(), 60, 1, 3600));
    this.mark = begun();
  }

  /** A day is too coarse: what changes twice in one would be given out once. */
  static boolean isStamp(Property property) {
    return !property.dateOnly()
        && (property.type().equals("Edm.DateTimeOffset") || property.type().equals("Edm.DateTime"));
  }

  private static Property stamp(Target target, Optional<String> chosen) {
    var name = Chosen.needed("stamp", chosen);
    return Optional.ofNullable(target.type().properties().get(name))
        .filter(StampPoll::isStamp)
        .orElseThrow(
            () ->
                new GiveUp(
                    "fields#/stamp: \"%s\" is no point in time of %s. Choose a property with date"
                            .formatted(name, target.set())
                        + " and time"));
  }

  private Mark begun() {
    var kept = context.snapshot().read(Mark.class);
    if (kept.isPresent()) {
      return kept.get();
    }
    var text = Service.filled(fields.since()).orElse("now");
    var mark =
        Mark.from(
            switch (text) {
              case "now" -> now().minus(lag);
              case "beginning" -> Instant.EPOCH;
              default -> Instants.read("fields#/since", text);
            });
    // Kept at once: otherwise the first changes would fall between two beginnings.
    context.snapshot().save(mark);
    return mark;
  }

  private Instant now() {
    var call = Call.get(target.set()).asking("$top", "1");
    var answer = target.service().send(call, "fields#/entitySet");
    answer.drop();
    return answer.serverTime().truncatedTo(ChronoUnit.SECONDS);
  }

  void run() {
    long begun = nanos.getAsLong();
    while (page()) {
      out.page(Map.of("at", mark.at()));
      if (nanos.getAsLong() - begun > BUDGET.toNanos()) {
        return;
      }
    }
  }

  /** Whether there may be another page. */
  private boolean page() {
    fresh = 0;
    known = new HashSet<>(mark.ids());
    var answer = target.service().send(call(), "fields#/filter");
    // The service's clock stamps the entities, so it is the one to ask.
    horizon = answer.serverTime().minus(lag);
    var feed = Feed.read(answer, this::take);
    boolean isStuck = fresh == 0 && feed.entities() >= SUSPICIOUS;
    boolean more =
        !reachedHorizon && (feed.entities() >= PAGE || feed.next().isPresent() || isStuck);
    if (mark.isBeyond() && !lastKey.isEmpty()) {
      mark = mark.behind(lastKey);
    } else if (more && (fresh == 0 || mark.ids().size() >= PAGE / 2)) {
      // So many of one instant that a page from its beginning would not lead beyond them.
      mark = mark.behind(lastKey);
    } else if (!mark.isBeyond()) {
      mark = mark.again();
    }
    context.snapshot().save(mark);
    return more;
  }

  private void take(Map<String, Object> raw, long bytes) {
    var entity = target.out(raw);
    var instant = Instants.read("service#/" + stamp.name(), entity.get(stamp.name()));
    if (reachedHorizon || !instant.isBefore(horizon)) {
      reachedHorizon = true;
      return;
    }
    lastKey = target.keys().of(entity);
    var key = target.keys().text(entity);
    if (mark.knows(instant, key, known)) {
      return;
    }
    mark = mark.past(instant, key);
    fresh++;
    target.emit(entity, entity, out);
  }

  private Call call() {
    var call =
        Call.get(target.set())
            .asking("$filter", filter())
            .asking("$orderby", stamp.name() + "," + target.keys().order())
            .asking("$top", Integer.toString(PAGE));
    var select = target.selected(fields.select(), List.of(stamp.name()));
    var expand = Chosen.list("expand", fields.expand());
    call = select.isPresent() ? call.asking("$select", select.get()) : call;
    call = expand.isPresent() ? call.asking("$expand", expand.get()) : call;
    return call.streaming();
  }

  private String filter() {
    var at = new Values(target.metadata().protocol()).stamp(stamp, mark.instant());
    var from =
        mark.after().isEmpty()
            ? stamp.name() + " ge " + at
            : "(%s gt %s or (%s eq %s and %s))"
                .formatted(
                    stamp.name(),
                    at,
                    stamp.name(),
                    at,
                    target.keys().behind(mark.after(), "snapshot#/after"));
    return Service.filled(fields.filter()).map(text -> from + " and (" + text + ")").orElse(from);
  }
}
