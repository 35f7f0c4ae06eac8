package io.tributary.demo.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Queries and change data capture. */
final class Reading {
  private static final Duration LOOK_BACK = Duration.ofDays(30);
  private static final int MOST_CHANGES = 1000;

  private final Company company;

  Reading(Company company) {
    this.company = company;
  }

  /** The {@code QueryResponse} of a query. */
  ObjectNode query(String text) {
    var query = Query.parse(company, text);
    var found = query.found(company);
    var response = Json.object();
    if (query.count()) {
      return response.put("totalCount", found.size());
    }
    var page =
        found.subList(
            Math.min(query.start() - 1, found.size()),
            Math.min(query.start() - 1 + query.most(), found.size()));
    if (page.isEmpty()) {
      return response;
    }
    var list = response.putArray(query.type().name());
    page.forEach(row -> list.add(row.shown()));
    return response.put("startPosition", query.start()).put("maxResults", page.size());
  }

  /** An object that changed, or is gone. */
  private record Change(String entity, Instant at, ObjectNode shown) {}

  /**
   * What changed since then. Of more than a thousand the newest come, and nothing says that there
   * are others.
   */
  ObjectNode changes(String entities, String since) {
    var from =
        Times.parsed(since)
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "2030", "Invalid ID", "Invalid changedSince : " + since, "changedSince"));
    if (from.isBefore(company.now().minus(LOOK_BACK))) {
      throw Problem.invalid(
          "5020",
          "Permission Denied Error",
          "changedSince must be within the last 30 days",
          "changedSince");
    }
    var names = new ArrayList<String>();
    var changes = new ArrayList<Change>();
    for (var name : entities.split(",")) {
      var type =
          company
              .type(name.strip())
              .orElseThrow(
                  () ->
                      Problem.invalid(
                          "2010",
                          "Request has invalid or unsupported property",
                          "Invalid entity : " + name,
                          "entities"));
      names.add(type.name());
      collect(type, from, changes);
    }
    changes.sort(Comparator.comparing(Change::at).reversed());
    return response(names, changes.subList(0, Math.min(MOST_CHANGES, changes.size())));
  }

  private void collect(EntityType type, Instant from, List<Change> changes) {
    for (var row : company.rows(type)) {
      if (!row.updated().isBefore(from)) {
        changes.add(new Change(type.name(), row.updated(), row.shown()));
      }
    }
    for (var gone : company.gone()) {
      if (gone.entity().equals(type.name()) && !gone.at().isBefore(from)) {
        var shown =
            Json.object().put("domain", "QBO").put("status", "Deleted").put("Id", gone.id());
        shown.putObject("MetaData").put("LastUpdatedTime", Times.text(gone.at()));
        changes.add(new Change(type.name(), gone.at(), shown));
      }
    }
  }

  private static ObjectNode response(List<String> names, List<Change> changes) {
    var byName = new TreeMap<String, List<Change>>();
    changes.forEach(
        each -> byName.computeIfAbsent(each.entity(), _ -> new ArrayList<>()).add(each));
    var body = Json.object();
    var responses = body.putArray("CDCResponse").addObject().putArray("QueryResponse");
    for (var name : names) {
      var found = byName.getOrDefault(name, List.of());
      var response = responses.addObject();
      if (found.isEmpty()) {
        continue;
      }
      var list = response.putArray(name);
      found.forEach(each -> list.add(each.shown()));
      response.put("startPosition", 1).put("maxResults", found.size());
    }
    return body;
  }
}
