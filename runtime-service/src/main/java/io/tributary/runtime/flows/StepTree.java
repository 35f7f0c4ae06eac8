package io.tributary.runtime.flows;

import io.tributary.contracts.names.StepName;
import io.tributary.runtime.findings.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who comes after whom, as written; judges whether it is one tree that grows from the trigger. */
final class StepTree {
  private final List<StepDraft> steps;
  private final Map<StepName, StepDraft> named = new LinkedHashMap<>();

  StepTree(List<StepDraft> steps) {
    this.steps = List.copyOf(steps);
    for (var step : steps) {
      step.id().ifPresent(id -> named.putIfAbsent(id, step));
    }
  }

  void check(Mark stepsAt, Findings findings) {
    checkNames(findings);
    checkTrigger(stepsAt, findings);
    checkAfter(findings);
    checkCycles(findings);
  }

  /** The steps that come before this one, nearest first; ends where a name is unknown. */
  SequencedSet<StepName> before(StepDraft step) {
    var found = new LinkedHashSet<StepName>();
    @Nullable StepDraft at = step;
    while (at != null) {
      Optional<StepName> after = at.isTrigger() ? Optional.empty() : at.after();
      if (after.isEmpty() || !named.containsKey(after.get()) || !found.add(after.get())) {
        return found;
      }
      at = named.get(after.get());
    }
    return found;
  }

  /** The steps before this one that gave something to its messages: not those that gave up. */
  SequencedSet<StepName> readableBy(StepDraft step) {
    var readable = before(step);
    @Nullable StepDraft at = step;
    for (var name : before(step)) {
      if (at != null && at.catches()) {
        readable.remove(name);
      }
      at = named.get(name);
    }
    return readable;
  }

  /** Whether a step takes what this one gives up. */
  boolean isCaught(StepName name) {
    return steps.stream()
        .anyMatch(step -> step.catches() && step.after().filter(name::equals).isPresent());
  }

  /** Every step behind the step that it comes after; only for a tree without findings. */
  List<StepDraft> fromTrigger() {
    var ordered = new ArrayList<StepDraft>();
    steps.stream().filter(StepDraft::isTrigger).forEach(ordered::add);
    for (int i = 0; i < ordered.size(); i++) {
      var id = ordered.get(i).id();
      steps.stream()
          .filter(step -> !step.isTrigger() && step.after().equals(id))
          .forEach(ordered::add);
    }
    return ordered;
  }

  private void checkNames(Findings findings) {
    var names = new LinkedHashSet<StepName>();
    for (var step : steps) {
      if (step.id().isPresent() && !names.add(step.id().get())) {
        findings.add(
            step.at("id"),
            "duplicate-step",
            "Another step is called \"" + step.shown() + "\" too.",
            "Give each step a name of its own.");
      }
    }
  }

  private void checkTrigger(Mark stepsAt, Findings findings) {
    var triggers = steps.stream().filter(StepDraft::isTrigger).toList();
    if (triggers.isEmpty()) {
      findings.add(
          stepsAt,
          "trigger-missing",
          "No step is the trigger.",
          "Let the first step name a \"trigger\": the flow's single source.");
    }
    for (var extra : triggers.stream().skip(1).toList()) {
      findings.add(
          extra.at("trigger"),
          "trigger-twice",
          "A flow has one trigger; \"" + triggers.getFirst().shown() + "\" is it already.",
          "Make a flow of its own for the second trigger.");
    }
    for (var trigger : triggers) {
      for (var link : List.of("after", "catches")) {
        if (trigger.properties().has(link)) {
          findings.add(
              trigger.at(link),
              "trigger-after",
              "A trigger comes after nothing.",
              "Remove \"" + link + "\" from the trigger.");
        }
      }
    }
  }

  private void checkAfter(Findings findings) {
    var names = new TreeSet<String>();
    named.keySet().forEach(name -> names.add(name.value()));
    for (var step : steps) {
      if (step.properties().has("after") && step.properties().has("catches")) {
        findings.add(
            step.at("catches"),
            "after-and-catches",
            "A step takes what another one gave, or what it gave up.",
            "Keep one of \"after\" and \"catches\".");
      }
      if (!step.isTrigger()
          && !step.properties().has("after")
          && !step.properties().has("catches")) {
        findings.add(
            step.at("after"),
            "after-missing",
            "Step \"" + step.shown() + "\" does not say which step it comes after.",
            "Add \"after\" with the step whose output it takes.");
      }
      if (!step.isTrigger()
          && step.after().filter(after -> !named.containsKey(after)).isPresent()) {
        String written = step.after().get().value();
        findings.add(
            step.at(step.link()),
            "after-unknown",
            "There is no step \"" + written + "\".",
            Suggestion.orElse(written, names, "Steps are " + String.join(", ", names) + "."));
      }
    }
  }

  private void checkCycles(Findings findings) {
    var told = new LinkedHashSet<StepName>();
    for (var step : named.values()) {
      var circle = circle(step);
      if (circle.isEmpty() || !told.addAll(circle)) {
        continue;
      }
      var path = new ArrayList<>(circle.stream().map(StepName::value).toList());
      path.add(path.getFirst());
      findings.add(
          step.at(step.link()),
          "cycle",
          "The steps go round in a circle: " + String.join(" after ", path) + ".",
          "Let one of them come after a step outside of the circle.");
    }
  }

  /** The steps of the circle that this one is part of; empty where it is part of none. */
  private SequencedSet<StepName> circle(StepDraft step) {
    var id = step.id().orElseThrow();
    var before = before(step);
    if (!before.contains(id)) {
      return new LinkedHashSet<>();
    }
    var circle = new LinkedHashSet<StepName>();
    circle.add(id);
    for (var name : before) {
      if (name.equals(id)) {
        break;
      }
      circle.add(name);
    }
    return circle;
  }
}
