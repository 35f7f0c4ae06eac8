package io.tributary.runtime.flows;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.manifest.Field;
import io.tributary.manifest.Manifest;
import io.tributary.manifest.Operation;
import io.tributary.manifest.TriggerType;
import io.tributary.runtime.components.ComponentSelector;
import io.tributary.runtime.components.ComponentVersion;
import io.tributary.runtime.components.Egress;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.components.ResolveComponent.Resolution;
import io.tributary.runtime.connections.Connections;
import io.tributary.runtime.findings.Suggestion;
import io.tributary.runtime.grants.HostDecisions;
import io.tributary.runtime.hooks.EventIdRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Judges what a step names: component, operation, fields, connection and mapping. */
final class StepChecks {
  private final ResolveComponent resolve;
  private final Connections connections;
  private final HostDecisions decisions;
  private final OrganizationName organization;
  private final Findings findings;

  StepChecks(
      ResolveComponent resolve,
      Connections connections,
      HostDecisions decisions,
      OrganizationName organization,
      Findings findings) {
    this.resolve = resolve;
    this.connections = connections;
    this.decisions = decisions;
    this.organization = organization;
    this.findings = findings;
  }

  /** The step, where everything that it names is known. */
  Optional<FlowDocument.Step> check(StepDraft draft, StepTree tree) {
    var component = draft.component().flatMap(selector -> component(draft, selector));
    var operation = component.flatMap(version -> operation(draft, version.manifest()));
    var fields = fields(draft, operation);
    component.ifPresent(version -> checkConnection(draft, version));
    component.ifPresent(version -> checkHosts(draft, version));
    var mapping = mapping(draft, tree);
    var timing = operation.flatMap(known -> new TimingChecks(findings).check(draft, known));
    operation.ifPresent(known -> checkEventId(draft, known));
    if (component.isEmpty() || operation.isEmpty() || draft.id().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FlowDocument.Step(
            draft.id().get(),
            component.get(),
            operation.get(),
            fields,
            draft.isTrigger() ? Optional.empty() : draft.after(),
            mapping,
            timing,
            draft.connection(),
            draft.scale(),
            draft.timeout(),
            draft.retry(),
            new StepAssignment.Handling(
                draft.from(), draft.ordering(), draft.delivery(), tree.isCaught(draft.id().get())),
            draft.eventId().orElse(EventIdRule.USUAL)));
  }

  private Optional<ComponentVersion> component(StepDraft draft, ComponentSelector selector) {
    return switch (resolve.resolve(selector)) {
      case Resolution.Resolved(var version) -> Optional.of(version);
      case Resolution.UnknownComponent(var known) -> {
        findings.add(
            draft.at("component"),
            "unknown-component",
            "There is no component \"" + selector.component() + "\" on the shelf.",
            Suggestion.orElse(
                selector.component().toString(), known, "Look it up in the catalogue."));
        yield Optional.empty();
      }
      case Resolution.UnknownVersion(var listed) -> {
        findings.add(
            draft.at("component"),
            "unknown-version",
            "\"%s\" has no listed version %s.".formatted(selector.component(), selector.version()),
            "Listed are "
                + String.join(", ", listed.subList(0, Math.min(10, listed.size())))
                + ".");
        yield Optional.empty();
      }
    };
  }

  private Optional<Operation> operation(StepDraft draft, Manifest manifest) {
    if (draft.operation().isEmpty()) {
      return Optional.empty();
    }
    var written = draft.operation().get();
    var known =
        manifest.operations().stream().filter(other -> other.kind() == written.kind()).toList();
    var found = known.stream().filter(other -> other.name().equals(written.name())).findFirst();
    if (found.isEmpty()) {
      var names = known.stream().map(Operation::name).toList();
      String fallback =
          names.isEmpty()
              ? "This component has no " + written.property() + "."
              : "It has " + String.join(", ", names) + ".";
      findings.add(
          draft.at(written.property()),
          "unknown-" + written.property(),
          "The component has no %s \"%s\".".formatted(written.property(), written.name()),
          Suggestion.orElse(written.name(), names, fallback));
    }
    return found;
  }

  private JsonNode fields(StepDraft draft, Optional<Operation> operation) {
    var written = draft.properties().node("fields");
    if (written.isPresent() && !(written.get() instanceof Node.Mapping)) {
      findings.add(
          written.get().at(),
          "wrong-type",
          "\"fields\" must hold names and values.",
          "Write each field as name: value.");
      return JsonNodeFactory.instance.objectNode();
    }
    operation.ifPresent(known -> checkFields(draft, written, known.fields()));
    return written.map(Node::json).orElseGet(JsonNodeFactory.instance::objectNode);
  }

  private void checkFields(StepDraft draft, Optional<Node> written, List<Field> declared) {
    var entries =
        written.map(node -> ((Node.Mapping) node).entries()).orElse(List.<Node.Entry>of());
    var names = declared.stream().map(Field::name).toList();
    for (var entry : entries) {
      if (!declared.isEmpty() && !names.contains(entry.key())) {
        findings.add(
            entry.keyAt(),
            "unknown-field",
            "The operation has no field \"" + entry.key() + "\".",
            Suggestion.orElse(
                entry.key(), names, "Its fields are " + String.join(", ", names) + "."));
      }
    }
    for (var field : declared) {
      boolean filled = entries.stream().anyMatch(entry -> entry.key().equals(field.name()));
      if (field.required() && !filled) {
        findings.add(
            draft.at("fields"),
            "field-missing",
            "The field \"" + field.name() + "\" must be filled in.",
            "Add it under \"fields\""
                + (field.label().isEmpty() ? "." : ": " + field.label() + "."));
      }
    }
  }

  private void checkConnection(StepDraft draft, ComponentVersion version) {
    boolean needed = version.manifest().credentials().needed();
    if (draft.connection().isEmpty()) {
      if (needed && !draft.properties().has("connection")) {
        findings.add(
            draft.at("connection"),
            "connection-missing",
            "Step \"%s\" needs a connection of %s."
                .formatted(draft.shown(), version.ref().component()),
            "Add \"connection\" with the name of one; make it first where there is none.");
      }
      return;
    }
    var name = draft.connection().get();
    var connection = connections.find(organization, name);
    if (connection.isEmpty()) {
      var known =
          connections.all(organization).stream().map(other -> other.name().value()).toList();
      findings.add(
          draft.at("connection"),
          "unknown-connection",
          "There is no connection \"" + name + "\".",
          Suggestion.orElse(name.value(), known, "Make it first."));
    } else if (!connection.get().component().equals(version.ref().component())) {
      findings.add(
          draft.at("connection"),
          "connection-of-another-component",
          "\"%s\" is a connection of %s.".formatted(name, connection.get().component()),
          "Choose a connection of " + version.ref().component() + ".");
    }
  }

  private void checkHosts(StepDraft draft, ComponentVersion version) {
    var asked = Egress.named(version.manifest());
    if (asked.isEmpty()) {
      return;
    }
    var component = version.ref().component();
    var undecided = decisions.of(organization, component).undecided(asked);
    if (!undecided.isEmpty()) {
      var hosts = undecided.stream().map(Object::toString).collect(Collectors.joining(" "));
      findings.add(
          draft.at("component"),
          "hosts-undecided",
          "\"%s\" asks to reach %s, and nobody has allowed or refused that."
              .formatted(version.ref(), hosts),
          "An owner or admin decides: tributary grants allow %1$s %2$s, or tributary grants refuse"
                  .formatted(component, hosts)
              + " …; what is refused stays closed.");
    }
  }

  private void checkEventId(StepDraft draft, Operation operation) {
    boolean isHook = draft.isTrigger() && operation.type() == TriggerType.WEBHOOK;
    if (draft.properties().has("eventId") && !isHook) {
      findings.add(
          draft.at("eventId"),
          "event-id-without-webhook",
          "\"eventId\" names a header of requests, and step \"%s\" gets none."
              .formatted(draft.shown()),
          "Remove \"eventId\"; it belongs to a webhook's trigger.");
    }
  }

  private Optional<FlowDocument.Mapping> mapping(StepDraft draft, StepTree tree) {
    if (draft.input().isEmpty()) {
      return Optional.empty();
    }
    if (draft.isTrigger()) {
      findings.add(
          draft.at("input"),
          "trigger-input",
          "A trigger takes no input from the flow.",
          "Remove \"input\" here and map in the next step.");
      return Optional.empty();
    }
    var expression = new Expression(draft.input().get());
    expression
        .fault()
        .ifPresent(
            fault ->
                findings.add(
                    draft.at("input"),
                    "expression",
                    "\"input\" is not JSONata: " + fault + ".",
                    "Correct the expression; try it at https://try.jsonata.org."));
    return Optional.of(new FlowDocument.Mapping(expression.text(), reads(draft, tree, expression)));
  }

  private SequencedSet<StepName> reads(StepDraft draft, StepTree tree, Expression expression) {
    var before = tree.readableBy(draft);
    var uses = expression.uses();
    if (uses.whole()) {
      return before;
    }
    var reads = new LinkedHashSet<StepName>();
    for (String name : uses.named()) {
      var step = StepDraft.name(name).filter(before::contains);
      if (step.isPresent()) {
        reads.add(step.get());
      } else {
        findings.add(
            draft.at("input"),
            "mapping-reads-unknown-step",
            "\"input\" reads $steps.%s, and no step before this one is called so.".formatted(name),
            before.stream()
                .filter(known -> known.value().startsWith(name + "-"))
                .findFirst()
                .map(known -> "A name with a hyphen needs quotes: $steps.`" + known + "`.")
                .orElseGet(
                    () ->
                        Suggestion.orElse(
                            name,
                            before.stream().map(StepName::value).toList(),
                            "Name a step between the trigger and this one.")));
      }
    }
    return reads;
  }
}
