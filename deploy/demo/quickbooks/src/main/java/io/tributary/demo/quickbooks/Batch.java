package io.tributary.demo.quickbooks;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Up to thirty operations in one request; each has a result of its own. */
final class Batch {
  private static final int MOST = 30;

  private final Company company;
  private final EntityApi entities;
  private final Reading reading;

  Batch(Company company, EntityApi entities, Reading reading) {
    this.company = company;
    this.entities = entities;
    this.reading = reading;
  }

  ObjectNode run(ObjectNode request) {
    var items = request.path("BatchItemRequest");
    if (!items.isArray() || items.isEmpty()) {
      throw Problem.required("BatchItemRequest");
    }
    if (items.size() > MOST) {
      throw Problem.invalid(
          "1040",
          "Batch size exceeded",
          "At most 30 items are allowed in a batch",
          "BatchItemRequest");
    }
    var body = Json.object();
    var responses = body.putArray("BatchItemResponse");
    for (var item : items) {
      var response = responses.addObject();
      try {
        run(item, response);
      } catch (Problem problem) {
        response.set("Fault", problem.fault());
      }
      response.put("bId", item.path("bId").asString(""));
    }
    return body;
  }

  private void run(JsonNode item, ObjectNode response) {
    if (item.has("Query")) {
      response.set("QueryResponse", reading.query(item.path("Query").asString("")));
      return;
    }
    for (var entry : item.properties()) {
      var type = company.type(entry.getKey());
      if (type.isPresent() && entry.getValue() instanceof ObjectNode given) {
        var include = item.path("optionsData").asString("");
        response.set(
            type.get().name(),
            entities.write(type.get(), given, item.path("operation").asString(""), include));
        return;
      }
    }
    throw Problem.unsupported(item.path("operation").asString("none"));
  }
}
