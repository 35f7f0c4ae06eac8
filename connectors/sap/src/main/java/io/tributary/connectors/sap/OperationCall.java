package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.Operation;
import io.tributary.connectors.sap.Metadata.Property;
import io.tributary.sdk.GiveUp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How an operation's parameters go into a request: it differs by version and kind. */
record OperationCall(OData service, Operation operation) {
  private static final String PLACE = "input#/parameters";

  Call of(String path, CallOperation.Asked asked) {
    checkNames(asked.parameters());
    if (service.protocol() == Protocol.V2) {
      return inQuery(path, asked.parameters());
    }
    return operation.isAction()
        ? Call.json("POST", path, body(asked.parameters()))
        : inPath(path, asked.parameters());
  }

  private void checkNames(Map<String, Object> parameters) {
    var known = operation.parameters().stream().map(Property::name).toList();
    parameters.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new GiveUp(
                  "%s/%s: %s has no such parameter. Use %s"
                      .formatted(
                          PLACE,
                          name,
                          operation.path(),
                          known.isEmpty() ? "none" : String.join(", ", known)));
            });
  }

  private Call inQuery(String path, Map<String, Object> parameters) {
    var call = Call.of(operation.method(), path);
    for (var one : given(parameters)) {
      call = call.asking(one.name(), literal(one, parameters));
    }
    return call;
  }

  /** What is no single value goes by an alias, as JSON. */
  private Call inPath(String path, Map<String, Object> parameters) {
    var parts = new ArrayList<String>();
    var aliases = new LinkedHashMap<String, String>();
    for (var one : given(parameters)) {
      var value = parameters.get(one.name());
      if (value instanceof Map || value instanceof List) {
        var raw = new Entities(service.metadata()).in(one, value, PLACE + "/" + one.name());
        aliases.put("@" + one.name(), Json.MAPPER.writeValueAsString(raw));
        parts.add(one.name() + "=@" + one.name());
      } else {
        parts.add(one.name() + "=" + Call.encoded(literal(one, parameters)));
      }
    }
    var call = Call.get(path + "(" + String.join(",", parts) + ")");
    for (var alias : aliases.entrySet()) {
      call = call.asking(alias.getKey(), alias.getValue());
    }
    return call;
  }

  private Map<String, Object> body(Map<String, Object> parameters) {
    var entities = new Entities(service.metadata());
    var body = new LinkedHashMap<String, Object>();
    for (var one : given(parameters)) {
      var value = parameters.get(one.name());
      body.put(one.name(), entities.in(one, value, PLACE + "/" + one.name()));
    }
    return body;
  }

  private List<Property> given(Map<String, Object> parameters) {
    return operation.parameters().stream()
        .filter(one -> parameters.containsKey(one.name()))
        .toList();
  }

  private String literal(Property parameter, Map<String, Object> parameters) {
    return new Values(service.protocol())
        .literal(
            service.metadata().primitive(parameter.type()),
            parameters.get(parameter.name()),
            PLACE + "/" + parameter.name());
  }
}
