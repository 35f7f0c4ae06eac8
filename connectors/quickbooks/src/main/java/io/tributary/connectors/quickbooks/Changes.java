package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.PollingTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Gives out what was made, changed and deleted of several entities, by change data capture.
 *
 * <p>Each poll takes the changes of a span of time that begins where the last one ended, and ends
 * before the youngest seconds. One answer has at most 1,000 objects and does not say that there are
 * more. Where it is that full, the entities are asked for one by one; one that alone is that full
 * is read by query, page by page, and of its answer only the deletions are taken.
 */
public final class Changes implements PollingTrigger {
  private static final int FULL = 1000;
  private static final Duration LOOK_BACK = Duration.ofDays(30);

  /** Entities that change data capture leaves out. */
  private static final Set<String> NOT_CAPTURED = Set.of("TimeActivity");

  private final LongSupplier nanos;

  public Changes() {
    this(System::nanoTime);
  }

  Changes(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What the author chooses. */
  record Fields(
      Optional<String> entities,
      Optional<String> watch,
      Optional<String> since,
      Optional<Integer> lag) {
    List<EntityKind> kinds() {
      var kinds = new ArrayList<EntityKind>();
      for (var name : entities.orElse("").split(",")) {
        if (name.isBlank()) {
          continue;
        }
        var kind = EntityKind.of("fields#/entities", Optional.of(name));
        if (NOT_CAPTURED.contains(kind.name())) {
          throw new GiveUp(
              "fields#/entities: QuickBooks does not capture changes of %s. Poll it by \"New or changed objects\""
                  .formatted(kind.name()));
        }
        kinds.add(kind);
      }
      if (kinds.isEmpty()) {
        throw new GiveUp("fields#/entities: is empty. Write some, such as Customer, Invoice");
      }
      return kinds;
    }

    boolean onlyDeleted() {
      return watch.map(String::strip).orElse("").equals("deleted");
    }
  }

  /**
   * How far it came.
   *
   * @param since everything before it was given out
   * @param until end of a span that is read entity by entity
   * @param done entities of that span that were read
   * @param mark within the entity after them
   */
  record Progress(
      String since, Optional<String> until, List<String> done, Optional<Mark.Kept> mark) {
    static Progress at(Instant since) {
      return new Progress(since.toString(), Optional.empty(), List.of(), Optional.empty());
    }

    Progress ending(Instant until) {
      return new Progress(since, Optional.of(until.toString()), done, mark);
    }

    Progress within(Mark.Kept kept) {
      return new Progress(since, until, done, Optional.of(kept));
    }

    Progress after(String entity) {
      var more = new LinkedHashSet<>(done);
      more.add(entity);
      return new Progress(since, until, List.copyOf(more), Optional.empty());
    }
  }

  @Override
  public void poll(Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var kinds = fields.kinds();
    var quickbooks = QuickBooks.of(context);
    var lag = Beginning.lag(fields.lag());
    var kept = context.snapshot().read(Progress.class);
    if (kept.isEmpty()) {
      context.snapshot().save(Progress.at(beginning(quickbooks, fields, lag)));
    }
    var progress = context.snapshot().read(Progress.class).orElseThrow();
    var since = Instant.parse(progress.since());
    if (progress.until().isEmpty()) {
      checkAge(since);
      var captured = Captured.read(quickbooks, kinds, since, lag);
      if (captured.objects() < FULL) {
        captured.within(since).forEach(change -> give(change, fields, out));
        context.snapshot().save(Progress.at(captured.settled(since)));
        return;
      }
      progress = progress.ending(captured.settled(since));
      context.snapshot().save(progress);
    }
    oneByOne(new Span(quickbooks, fields, lag, context, out), kinds, progress);
  }

  /** What one poll works with. */
  private record Span(
      QuickBooks quickbooks, Fields fields, Duration lag, Context context, Emitter out) {
    Progress keep(Progress progress) {
      context.snapshot().save(progress);
      return progress;
    }
  }

  private void oneByOne(Span span, List<EntityKind> kinds, Progress begun) {
    var progress = begun;
    var since = Instant.parse(begun.since());
    var until = Instant.parse(begun.until().orElseThrow());
    for (var kind : kinds) {
      if (progress.done().contains(kind.name())) {
        continue;
      }
      if (progress.mark().isEmpty()) {
        var captured = Captured.read(span.quickbooks(), List.of(kind), since, until);
        boolean isFull = captured.objects() >= FULL;
        captured.within(since).stream()
            .filter(change -> !isFull || change.isDeleted())
            .forEach(change -> give(change, span.fields(), span.out()));
        if (!isFull) {
          progress = span.keep(progress.after(kind.name()));
          span.out().page(progress.done());
          continue;
        }
        span.context()
            .log()
            .warn(
                "{} has 1,000 changes or more since {}; they are read by query. Deletions beyond"
                    + " what QuickBooks tells are not seen: poll more often",
                kind.name(),
                since);
        progress = span.keep(progress.within(Mark.Kept.from(since)));
        span.out().page(progress.done());
      }
      if (!query(span, kind, progress, until)) {
        return;
      }
      progress = span.keep(progress.after(kind.name()));
    }
    span.keep(Progress.at(until));
  }

  /** Whether the entity's changes up to then were read to their end. */
  private boolean query(Span span, EntityKind kind, Progress progress, Instant until) {
    if (span.fields().onlyDeleted()) {
      return true;
    }
    var source =
        new RecordPoll.Source(
            kind, "MetaData.LastUpdatedTime", Optional.empty(), span.lag(), Optional.of(until));
    return new RecordPoll(span.quickbooks(), source, progress.mark().orElseThrow(), nanos)
        .run(
            (id, at, object) ->
                give(new Change(kind.name(), id, at, false, object), span.fields(), span.out()),
            mark -> span.keep(progress.within(mark)),
            span.out());
  }

  private static void give(Change change, Fields fields, Emitter out) {
    if (change.isDeleted() || !fields.onlyDeleted()) {
      out.emit(change.entity() + ":" + change.id(), change.output());
    }
  }

  private static Instant beginning(QuickBooks quickbooks, Fields fields, Duration lag) {
    var since = Beginning.of(quickbooks, fields.since(), lag);
    // All that can be had is what the look-back reaches; an hour is left for the first poll.
    var earliest = Instant.now().minus(LOOK_BACK).plusSeconds(3600);
    return Stream.of(since, earliest).max(Instant::compareTo).orElseThrow();
  }

  private static void checkAge(Instant since) {
    if (since.isBefore(Instant.now().minus(LOOK_BACK))) {
      throw new GiveUp(
          "fields#/entities: the last poll was at %s, and QuickBooks tells changes of 30 days. Read everything once by \"Query\", and make the step anew to begin at now"
              .formatted(since));
    }
  }
}
