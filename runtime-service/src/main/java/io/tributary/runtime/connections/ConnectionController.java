package io.tributary.runtime.connections;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.connections.SaveConnection.Outcome;
import io.tributary.runtime.connections.SaveConnection.Wish;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Connections over HTTP: secrets go in and never come out. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/connections")
@Tag(name = "connections")
final class ConnectionController {
  private final Connections connections;
  private final SaveConnection save;
  private final ConnectionUses uses;

  ConnectionController(Connections connections, SaveConnection save, ConnectionUses uses) {
    this.connections = connections;
    this.save = save;
    this.uses = uses;
  }

  /** A new connection. */
  record NewConnection(ConnectionName name, ComponentRef component, @Nullable ObjectNode fields) {}

  /** New fields; a secret field that is left out keeps its value. */
  record ChangedConnection(@Nullable ComponentRef component, @Nullable ObjectNode fields) {}

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "All connections of the organization, without secrets")
  List<ConnectionView> all(@PathVariable OrganizationName organization) {
    return connections.all(organization).stream().map(ConnectionView::of).toList();
  }

  @GetMapping("/{name}")
  @Needs(Permission.LOOK)
  @Operation(summary = "One connection: its plain fields and the fingerprints of its secrets")
  ConnectionView one(
      @PathVariable OrganizationName organization, @PathVariable ConnectionName name) {
    return ConnectionView.of(found(organization, name));
  }

  @PostMapping
  @Needs(Permission.CONNECT)
  @Operation(summary = "Makes a connection")
  ResponseEntity<ConnectionView> add(
      @PathVariable OrganizationName organization, @RequestBody NewConnection wanted) {
    if (connections.find(organization, wanted.name()).isPresent()) {
      throw Refusal.conflict(
          "connection-exists",
          "There is a connection \"%s\" already. Change it with PUT.".formatted(wanted.name()));
    }
    return answer(
        new Wish(organization, wanted.name(), wanted.component(), orEmpty(wanted.fields())));
  }

  @PutMapping("/{name}")
  @Needs(Permission.CONNECT)
  @Operation(summary = "Makes a connection or replaces its fields")
  ResponseEntity<ConnectionView> put(
      @PathVariable OrganizationName organization,
      @PathVariable ConnectionName name,
      @RequestBody ChangedConnection wanted) {
    var component = wanted.component();
    return answer(
        new Wish(
            organization,
            name,
            component == null ? found(organization, name).component() : component,
            orEmpty(wanted.fields())));
  }

  @DeleteMapping("/{name}")
  @Needs(Permission.CONNECT)
  @Operation(summary = "Removes a connection; refused while a flow uses it")
  ResponseEntity<Void> remove(
      @PathVariable OrganizationName organization, @PathVariable ConnectionName name) {
    found(organization, name);
    var users = uses.flowsUsing(organization, name);
    if (!users.isEmpty()) {
      throw Refusal.conflict(
          "connection-in-use",
          "Used by %s. Let those flows use another connection first."
              .formatted(users.stream().map(Object::toString).collect(Collectors.joining(", "))));
    }
    connections.remove(organization, name);
    return ResponseEntity.noContent().build();
  }

  private ResponseEntity<ConnectionView> answer(Wish wish) {
    return switch (save.save(wish)) {
      case Outcome.Saved(var connection, boolean created) ->
          created
              ? ResponseEntity.created(
                      URI.create(
                          "/api/v1/organizations/%s/connections/%s"
                              .formatted(wish.organization(), wish.name())))
                  .body(ConnectionView.of(connection))
              : ResponseEntity.ok(ConnectionView.of(connection));
      case Outcome.Refused(var findings) ->
          throw Refusal.invalid(
              "connection-invalid", "The connection was not saved; see the errors.", findings);
      case Outcome.Conflict(var reason) -> throw Refusal.conflict("connection-conflict", reason);
    };
  }

  private Connection found(OrganizationName organization, ConnectionName name) {
    return connections
        .find(organization, name)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "connection-not-found",
                    "There is no connection \"%s\" in this organization.".formatted(name)));
  }

  private static ObjectNode orEmpty(@Nullable ObjectNode fields) {
    return fields == null ? JsonNodeFactory.instance.objectNode() : fields;
  }
}
