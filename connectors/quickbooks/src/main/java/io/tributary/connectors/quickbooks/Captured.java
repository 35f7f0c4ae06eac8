package io.tributary.connectors.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What change data capture answers.
 *
 * @param objects how many it has
 * @param until what is not younger has settled
 */
record Captured(List<Change> changes, int objects, Instant until) {
  private static final String PLACE = "fields#/entities";

  /** By the service's clock, up to the lag. */
  static Captured read(QuickBooks quickbooks, List<EntityKind> kinds, Instant since, Duration lag) {
    return read(quickbooks, kinds, since, now -> now.minus(lag).truncatedTo(ChronoUnit.SECONDS));
  }

  /** Up to a known end. */
  static Captured read(
      QuickBooks quickbooks, List<EntityKind> kinds, Instant since, Instant until) {
    return read(quickbooks, kinds, since, _ -> until);
  }

  private static Captured read(
      QuickBooks quickbooks,
      List<EntityKind> kinds,
      Instant since,
      Function<Instant, Instant> until) {
    var names = kinds.stream().map(EntityKind::name).collect(Collectors.joining(","));
    var call =
        Call.get("cdc").with("entities", names).with("changedSince", Instants.literal(since));
    var answer = quickbooks.send(call, PLACE);
    var end = until.apply(ServerTime.of(answer));
    var body = Tree.read(answer.body());
    if (Refusal.isFault(body)) {
      throw Refusal.of(answer.statusCode(), answer.headers(), body).sorted(PLACE);
    }
    var changes = new ArrayList<Change>();
    for (var response : body.path("CDCResponse").path(0).path("QueryResponse")) {
      if (Refusal.isFault(response)) {
        throw Refusal.of(answer.statusCode(), answer.headers(), response).sorted(PLACE);
      }
      for (var kind : kinds) {
        response
            .path(kind.name())
            .valueStream()
            .forEach(object -> changes.add(change(kind, object)));
      }
    }
    return new Captured(List.copyOf(changes), changes.size(), end);
  }

  /** Those that have settled and are not before the beginning, oldest first. */
  List<Change> within(Instant since) {
    return changes.stream()
        .filter(change -> !change.at().isBefore(since) && change.at().isBefore(until))
        .sorted(Comparator.comparing(Change::at))
        .toList();
  }

  /** Where the next span begins; never before this one. */
  Instant settled(Instant since) {
    return until.isBefore(since) ? since : until;
  }

  private static Change change(EntityKind kind, JsonNode object) {
    return new Change(
        kind.name(),
        object.path("Id").asString(""),
        Instants.read(
            "QuickBooks#/MetaData.LastUpdatedTime",
            object.path("MetaData").path("LastUpdatedTime").asString("")),
        object.path("status").asString("").equals("Deleted"),
        Tree.map(object));
  }
}
