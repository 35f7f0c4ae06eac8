package io.tributary.runtime.connections;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.problems.ProblemError;
import io.tributary.foundation.ids.Ids;
import io.tributary.manifest.Field;
import io.tributary.runtime.components.ComponentSelector;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.components.ResolveComponent.Resolution;
import io.tributary.runtime.components.VersionSelector;
import io.tributary.runtime.connections.Connections.Kept;
import io.tributary.runtime.findings.Suggestion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a connection or changes its fields, judged by the latest version of its component. A secret
 * field that a change leaves out keeps its value, because nobody can read it back to send it again.
 */
@Component
final class SaveConnection {
  private final Connections connections;
  private final ResolveComponent resolve;
  private final ConnectionVault vault;
  private final Ids ids;
  private final Clock clock;

  SaveConnection(
      Connections connections,
      ResolveComponent resolve,
      ConnectionVault vault,
      Ids ids,
      Clock clock) {
    this.connections = connections;
    this.resolve = resolve;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  /** What is wanted. */
  record Wish(
      OrganizationName organization,
      ConnectionName name,
      ComponentRef component,
      ObjectNode fields) {}

  /** What came of it. */
  sealed interface Outcome {
    record Saved(Connection connection, boolean created) implements Outcome {}

    record Refused(List<ProblemError> findings) implements Outcome {}

    /** Somebody else was faster, or the name is a connection of another component. */
    record Conflict(String reason) implements Outcome {}
  }

  Outcome save(Wish wish) {
    var before = connections.kept(wish.organization(), wish.name());
    var taken = before.map(kept -> kept.connection().component());
    if (taken.isPresent() && !taken.get().equals(wish.component())) {
      return new Outcome.Conflict(
          "\"%s\" is a connection of %s. Choose another name.".formatted(wish.name(), taken.get()));
    }
    var selector = new ComponentSelector(wish.component(), new VersionSelector.Latest());
    return switch (resolve.resolve(selector)) {
      case Resolution.UnknownComponent(var known) ->
          new Outcome.Refused(
              List.of(
                  ProblemError.at(
                      "/component",
                      "unknown-component",
                      "There is no component \"" + wish.component() + "\" on the shelf.",
                      Suggestion.orElse(
                          wish.component().toString(), known, "Look it up in the catalogue."))));
      case Resolution.UnknownVersion _ ->
          new Outcome.Refused(
              List.of(
                  ProblemError.at(
                      "/component",
                      "unknown-version",
                      "The component has no released version yet.",
                      "Ask its publisher to list one.")));
      case Resolution.Resolved(var version) ->
          saved(wish, before.orElse(null), version.manifest().credentials().fields());
    };
  }

  private Outcome saved(Wish wish, @Nullable Kept kept, List<Field> declared) {
    var before = kept == null ? null : kept.connection();
    var secrets =
        kept == null
            ? JsonNodeFactory.instance.objectNode()
            : (ObjectNode) vault.open(place(kept.connection()), kept.secrets());
    var findings = new ArrayList<ProblemError>();
    var shown = JsonNodeFactory.instance.objectNode();
    wish.fields()
        .properties()
        .forEach(sent -> sort(sent.getKey(), sent.getValue(), declared, shown, secrets, findings));
    declared.forEach(field -> require(field, shown, secrets, findings));
    if (!findings.isEmpty()) {
      return new Outcome.Refused(findings);
    }
    var fingerprints = new TreeMap<String, String>();
    secrets
        .properties()
        .forEach(
            secret ->
                fingerprints.put(
                    secret.getKey(), vault.fingerprint(wish.organization(), secret.getValue())));
    var connection =
        new Connection(
            before == null ? ids.timeOrdered() : before.id(),
            wish.organization(),
            wish.name(),
            wish.component(),
            before == null ? 1 : before.version() + 1,
            shown,
            fingerprints,
            before == null ? new ConnectionState.Untested() : before.state().renewed(),
            clock.instant());
    var sealed = vault.seal(place(connection), secrets);
    boolean done =
        before == null
            ? connections.add(connection, sealed)
            : connections.replace(connection, sealed);
    return done
        ? new Outcome.Saved(connection, before == null)
        : new Outcome.Conflict("Somebody else changed it at the same time. Look and try again.");
  }

  private static void sort(
      String name,
      JsonNode value,
      List<Field> declared,
      ObjectNode shown,
      ObjectNode secrets,
      List<ProblemError> findings) {
    var field = declared.stream().filter(known -> known.name().equals(name)).findFirst();
    String pointer = "/fields/" + name.replace("~", "~0").replace("/", "~1");
    if (field.isEmpty()) {
      var names = declared.stream().map(Field::name).toList();
      findings.add(
          ProblemError.at(
              pointer,
              "unknown-field",
              "The component's credentials have no field \"" + name + "\".",
              Suggestion.orElse(name, names, "Its fields are " + String.join(", ", names) + ".")));
    } else if (isAuthorized(field.get())) {
      findings.add(
          ProblemError.at(
              pointer,
              "field-by-authorization",
              "\"" + name + "\" is given by the provider.",
              "Leave it out, and authorize the connection: `tributary connections authorize`."));
    } else if (value.isContainer()) {
      findings.add(
          ProblemError.at(
              pointer,
              "wrong-type",
              "\"" + name + "\" must be a text, a number or true or false.",
              "Send one value."));
    } else if (isSecret(field.get())) {
      secrets.set(name, value);
    } else {
      shown.set(name, value);
    }
  }

  private static void require(
      Field field, ObjectNode shown, ObjectNode secrets, List<ProblemError> findings) {
    var value = isSecret(field) ? secrets.path(field.name()) : shown.path(field.name());
    boolean empty =
        value.isMissingNode()
            || value.isNull()
            || (value.isString() && value.stringValue().isEmpty());
    if (field.required() && empty && !isAuthorized(field)) {
      findings.add(
          ProblemError.at(
              "/fields/" + field.name(),
              "field-missing",
              "The field \"" + field.name() + "\" must be filled in.",
              field.label().isEmpty() ? "Add it." : "Add it: " + field.label() + "."));
    }
  }

  /** Whether it is filled by a provider of OAuth, and not by people. */
  private static boolean isAuthorized(Field field) {
    return field.viewClass().equals("OAuthFieldView");
  }

  static boolean isSecret(Field field) {
    return field.secret() || field.definition().path("secret").asBoolean(false);
  }

  static ConnectionVault.Place place(Connection connection) {
    return new ConnectionVault.Place(
        connection.organization(), connection.name(), connection.id(), connection.version());
  }
}
