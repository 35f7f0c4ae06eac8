package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.Entry;
import io.tributary.connectors.cms.Cms.Position;
import io.tributary.connectors.cms.Cms.Slice;
import io.tributary.connectors.cms.Cms.Stamp;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.PollingTrigger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Gives out entries that are new, or new and changed ones, without gaps or repeats.
 *
 * <p>Time is cut into windows; a window ends a while before the site's present, so that nothing is
 * stamped into it any more, and is read in order of the entries' numbers, which are unique where
 * seconds are not. What was given out and how far the window was read are kept together. An entry
 * that changes meanwhile leaves the window for a later one.
 */
public final class ChangedEntries implements PollingTrigger, SiteChoices, EntrySchemas {
  private static final Duration BUDGET = Duration.ofSeconds(8);
  private static final int USUAL_LAG = 60;
  private static final int LEAST_LAG = 5;
  private static final int MOST_LAG = 3600;

  private final LongSupplier nanos;

  public ChangedEntries() {
    this(System::nanoTime);
  }

  ChangedEntries(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What the author chooses. */
  record Fields(
      Optional<String> type,
      Optional<String> watch,
      Optional<String> status,
      Optional<String> query,
      Optional<String> since,
      Optional<Integer> lag) {

    Stamp stamp() {
      return Create.chosen(watch).orElse("changes").equals("new") ? Stamp.NEW : Stamp.CHANGED;
    }

    boolean isPublishedOnly() {
      return !Create.chosen(status).orElse("published").equals("any");
    }
  }

  @Override
  public void poll(Context context, Emitter out) {
    long begun = nanos.getAsLong();
    var fields = context.fields(Fields.class);
    var type = Cms.type(fields.type());
    var lag = lag(fields.lag());
    var cms = Cms.of(context);
    checked(cms, fields);
    var query = Query.parsed("fields#/query", fields.query());
    var horizon = cms.now(type).minus(lag).truncatedTo(ChronoUnit.SECONDS);
    var kept = context.snapshot().read(Mark.class);
    var mark = kept.orElseGet(() -> first(fields, horizon));
    var scheduled = new Scheduled(mark.scheduled(), context.log());
    if (kept.isEmpty() && mark.begin().isAfter(Instant.EPOCH)) {
      waitFor(cms, fields.stamp(), type, query, scheduled);
    }
    if (mark.to().isEmpty()) {
      mark = horizon.isAfter(mark.begin()) ? mark.upTo(horizon) : mark;
    }
    if (mark.to().isPresent()) {
      mark = read(cms, slice(fields, type, query, mark), mark, scheduled, begun, context, out);
    }
    context.snapshot().save(mark.waitingFor(scheduled.ids()));
  }

  /** Reads the window until its end, or until it is time to end. */
  private Mark read(
      Cms cms,
      Slice slice,
      Mark begin,
      Scheduled scheduled,
      long begun,
      Context context,
      Emitter out) {
    var reader = new EntryReader(cms, slice);
    var mark = begin;
    while (true) {
      var page = reader.page(mark.at().orElse(Position.BEGIN));
      for (var entry : page.entries()) {
        give(entry, cms, slice, scheduled, out);
      }
      if (!page.more()) {
        if (cms instanceof WordPress site) {
          scheduled.giveOut(site, slice, out);
        }
        return mark.done();
      }
      mark = mark.at(page.next());
      context.snapshot().save(mark.waitingFor(scheduled.ids()));
      out.page(Map.of("at", page.next()));
      if (nanos.getAsLong() - begun > BUDGET.toNanos()) {
        return mark;
      }
    }
  }

  private static void give(Entry entry, Cms cms, Slice slice, Scheduled scheduled, Emitter out) {
    boolean waits = cms instanceof WordPress && scheduled.takes(entry);
    if (!waits || !slice.publishedOnly()) {
      out.emit(entry.id(), entry.content());
    }
  }

  /** What was scheduled before the flow began is published after it did. */
  private static void waitFor(
      Cms cms, Stamp stamp, String type, Map<String, String> given, Scheduled scheduled) {
    if (!(cms instanceof WordPress) || WordPress.isMedia(type) || stamp == Stamp.NEW) {
      return;
    }
    var query = new LinkedHashMap<>(given);
    query.put("status", "future");
    query.put("_fields", "id");
    var slice = new Slice(type, Optional.empty(), Stamp.CHANGED, false, query);
    var position = Position.BEGIN;
    try {
      while (true) {
        var page = cms.page(slice, position, 100);
        page.entries().forEach(scheduled::takes);
        if (!page.more() || scheduled.isFull()) {
          return;
        }
        position = page.next();
      }
    } catch (ApiRefusal refusal) {
      // A user who may not see them can read what is published; nothing else was asked for.
      if (!refusal.names("status") && !refusal.code().equals("rest_forbidden_status")) {
        throw refusal.sorted("fields#/query");
      }
    }
  }

  private static Slice slice(Fields fields, String type, Map<String, String> query, Mark mark) {
    return new Slice(
        type, Optional.of(mark.window()), fields.stamp(), fields.isPublishedOnly(), query);
  }

  private static void checked(Cms cms, Fields fields) {
    if (cms instanceof WordPress && fields.stamp() == Stamp.NEW && !fields.isPublishedOnly()) {
      throw new GiveUp(
          "fields#/watch: WordPress moves a draft's date with each change, so only published"
              + " entries can be told to be new. Choose published ones, or new and changed ones");
    }
  }

  private static Mark first(Fields fields, Instant horizon) {
    return Mark.from(
        switch (Create.chosen(fields.since()).orElse("now")) {
          case "now" -> horizon;
          case "beginning" -> Instant.EPOCH;
          case String text -> Instants.read("fields#/since", text);
        });
  }

  private static Duration lag(Optional<Integer> seconds) {
    int lag = seconds.orElse(USUAL_LAG);
    if (lag < LEAST_LAG || lag > MOST_LAG) {
      throw new GiveUp(
          "fields#/lag: %d seconds; give %d to %d".formatted(lag, LEAST_LAG, MOST_LAG));
    }
    return Duration.ofSeconds(lag);
  }
}
