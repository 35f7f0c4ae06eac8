package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.Operation;
import io.tributary.connectors.sap.Metadata.Property;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Functions and actions, as the reader of $metadata comes by them. */
final class Operations {
  private record Found(String kind, String namespace, Attributes at, List<Property> parameters) {}

  private final List<Found> declared = new ArrayList<>();
  private final List<Attributes> imports = new ArrayList<>();
  private final Map<Found, String> returned = new IdentityHashMap<>();
  private Optional<Found> open = Optional.empty();

  void begin(String element, Attributes at, String namespace) {
    switch (element) {
      case "FunctionImport", "ActionImport" -> {
        imports.add(at);
        // In OData 2 the import itself has the parameters.
        open = Optional.of(new Found("import", namespace, at, new ArrayList<>()));
        declared.add(open.get());
      }
      case "Function", "Action" -> {
        open = Optional.of(new Found(element, namespace, at, new ArrayList<>()));
        declared.add(open.get());
      }
      case "Parameter" -> open.ifPresent(one -> one.parameters().add(at.property()));
      case "ReturnType" -> open.ifPresent(one -> returned.put(one, at.get("Type")));
      default -> {}
    }
  }

  void end(String element) {
    if (element.matches("FunctionImport|ActionImport|Function|Action")) {
      open = Optional.empty();
    }
  }

  /** What people choose an operation by. */
  static String id(Operation one) {
    return one.boundTo()
        .map(type -> one.path() + " of " + (one.boundToMany() ? type + " list" : type))
        .orElse(one.path());
  }

  List<Operation> resolved(UnaryOperator<String> full, Protocol protocol) {
    return protocol == Protocol.V2 ? imported() : declaredOnes(full);
  }

  private List<Operation> imported() {
    return declared.stream()
        .filter(one -> one.kind().equals("import"))
        .map(
            one -> {
              var method =
                  one.at().get("HttpMethod").isEmpty() ? "GET" : one.at().get("HttpMethod");
              return new Operation(
                  one.at().get("Name"),
                  !method.equals("GET"),
                  method,
                  Optional.empty(),
                  false,
                  one.parameters(),
                  Optional.of(one.at().get("ReturnType")).filter(text -> !text.isEmpty()));
            })
        .toList();
  }

  private List<Operation> declaredOnes(UnaryOperator<String> full) {
    var all = new ArrayList<Operation>();
    for (var one : declared) {
      if (one.kind().equals("import")) {
        continue;
      }
      var qualified = one.namespace() + "." + one.at().get("Name");
      if (one.at().is("IsBound", false)) {
        all.add(operation(one, qualified, full));
      } else {
        imports.stream()
            .filter(at -> full.apply(at.get("Function") + at.get("Action")).equals(qualified))
            .forEach(at -> all.add(operation(one, at.get("Name"), full)));
      }
    }
    return all;
  }

  private Operation operation(Found one, String path, UnaryOperator<String> full) {
    boolean bound = one.at().is("IsBound", false) && !one.parameters().isEmpty();
    var parameters =
        one.parameters().stream()
            .map(parameter -> Attributes.typed(parameter, full.apply(parameter.type())))
            .toList();
    boolean isAction = one.kind().equals("Action");
    return new Operation(
        path,
        isAction,
        isAction ? "POST" : "GET",
        bound ? Optional.of(parameters.getFirst().single()) : Optional.empty(),
        bound && parameters.getFirst().isMany(),
        bound ? parameters.subList(1, parameters.size()) : parameters,
        Optional.ofNullable(returned.get(one)).map(full));
  }
}
