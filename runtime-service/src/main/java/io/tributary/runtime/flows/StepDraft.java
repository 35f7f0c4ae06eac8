package io.tributary.runtime.flows;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.manifest.OperationKind;
import io.tributary.runtime.components.ComponentSelector;
import io.tributary.runtime.hooks.EventIdRule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A step as written, as far as it could be read; {@link StepChecks} judges what it names.
 *
 * @param id empty where it is missing or no name; the step is still judged
 */
record StepDraft(
    Properties properties,
    Optional<StepName> id,
    Optional<ComponentSelector> component,
    Optional<WrittenOperation> operation,
    Optional<StepName> after,
    StepAssignment.Input from,
    Optional<String> input,
    Optional<ConnectionName> connection,
    FlowDocument.Scale scale,
    Duration timeout,
    RetryPolicy retry,
    StepAssignment.Ordering ordering,
    StepAssignment.Delivery delivery,
    Optional<EventIdRule> eventId) {
  private static final Set<String> KNOWN =
      new LinkedHashSet<>(
          List.of(
              "id",
              "component",
              "trigger",
              "action",
              "fields",
              "every",
              "schedule",
              "zone",
              "after",
              "catches",
              "input",
              "connection",
              "workers",
              "concurrency",
              "rate",
              "timeout",
              "retry",
              "ordering",
              "delivery",
              "eventId"));

  /** The name of an exception's class, with or without its package. */
  private static final Pattern ERROR = Pattern.compile("[A-Za-z_$][A-Za-z0-9_.$]{0,199}");

  private static final int MOST_WORKERS = 16;
  private static final Set<String> WORKERS = new LinkedHashSet<>(List.of("min", "max", "idle"));
  private static final Set<String> RATE = new LinkedHashSet<>(List.of("requests", "per"));

  private static final SequencedMap<String, StepAssignment.Ordering> ORDERINGS =
      new LinkedHashMap<>();
  private static final SequencedMap<String, StepAssignment.Delivery> DELIVERIES =
      new LinkedHashMap<>();

  static {
    ORDERINGS.put("key", StepAssignment.Ordering.KEY);
    ORDERINGS.put("none", StepAssignment.Ordering.NONE);
    DELIVERIES.put("exactly-once", StepAssignment.Delivery.EXACTLY_ONCE);
    DELIVERIES.put("at-least-once", StepAssignment.Delivery.AT_LEAST_ONCE);
  }

  private static final Set<String> RETRY =
      new LinkedHashSet<>(
          List.of("first", "factor", "jitter", "cap", "maxAge", "maxAttempts", "giveUpOn"));

  /** The operation that a step names, and whether it is said to be its trigger. */
  record WrittenOperation(OperationKind kind, String name) {
    /** The step's property that names it. */
    String property() {
      return kind == OperationKind.TRIGGER ? "trigger" : "action";
    }
  }

  boolean isTrigger() {
    return properties.has("trigger");
  }

  /** Whether it takes what the step before it gave up, instead of what that gave. */
  boolean catches() {
    return from == StepAssignment.Input.ERRORS;
  }

  /** The property that names the step before it. */
  String link() {
    return catches() ? "catches" : "after";
  }

  Mark at(String property) {
    return properties.at(property);
  }

  /** Its name for people. */
  String shown() {
    return id.map(StepName::value).orElse("without a name");
  }

  static Optional<StepDraft> read(Node node, Findings findings) {
    return Properties.of(node, KNOWN, findings).map(step -> read(step, findings));
  }

  private static StepDraft read(Properties step, Findings findings) {
    require(step, "id", "Give the step a name, unique in the flow.", findings);
    require(step, "component", "Name the component: publisher/name.", findings);
    return new StepDraft(
        step,
        step.parsed("id", StepName::new),
        step.parsed("component", ComponentSelector::parse),
        operation(step, findings),
        step.parsed(step.has("catches") ? "catches" : "after", StepName::new),
        step.has("catches") ? StepAssignment.Input.ERRORS : StepAssignment.Input.OUTPUT,
        step.text("input"),
        step.parsed("connection", ConnectionName::new),
        new FlowDocument.Scale(
            workers(step, findings),
            step.integer("concurrency", 1, 1024, FlowDocument.Scale.DEFAULT.concurrency()),
            rate(step, findings)),
        step.duration(
            "timeout", Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofSeconds(30)),
        retry(step, findings),
        step.choice("ordering", ORDERINGS, StepAssignment.Ordering.KEY),
        step.choice("delivery", DELIVERIES, StepAssignment.Delivery.EXACTLY_ONCE),
        step.parsed("eventId", EventIdRule::new));
  }

  private static void require(Properties step, String key, String advice, Findings findings) {
    if (!step.has(key)) {
      findings.add(step.at(key), "missing-property", "\"" + key + "\" is missing.", advice);
    }
  }

  private static Optional<WrittenOperation> operation(Properties step, Findings findings) {
    if (step.has("trigger") && step.has("action")) {
      findings.add(
          step.at("action"),
          "trigger-and-action",
          "A step is either a trigger or an action.",
          "Keep one of \"trigger\" and \"action\".");
      return Optional.empty();
    }
    if (step.has("trigger")) {
      return step.text("trigger").map(name -> new WrittenOperation(OperationKind.TRIGGER, name));
    }
    if (!step.has("action")) {
      findings.add(
          step.at("action"),
          "missing-property",
          "The step says neither \"trigger\" nor \"action\".",
          "Name the operation of the component that this step does.");
      return Optional.empty();
    }
    return step.text("action").map(name -> new WrittenOperation(OperationKind.ACTION, name));
  }

  /** A number, or between two. */
  private static StepAssignment.Workers workers(Properties step, Findings findings) {
    var node = step.node("workers");
    if (node.isEmpty() || !(node.get() instanceof Node.Mapping)) {
      return StepAssignment.Workers.fixed(step.integer("workers", 1, MOST_WORKERS, 1));
    }
    return Properties.of(node.get(), WORKERS, findings)
        .map(workers -> between(workers, findings))
        .orElse(FlowDocument.Scale.DEFAULT.workers());
  }

  private static StepAssignment.Workers between(Properties workers, Findings findings) {
    int min = workers.integer("min", 0, MOST_WORKERS, 1);
    int max = workers.integer("max", 1, MOST_WORKERS, Math.max(1, min));
    if (max < min) {
      findings.add(
          workers.at("max"),
          "max-below-min",
          "A step cannot have at most %d and at least %d workers.".formatted(max, min),
          "Raise \"max\" or lower \"min\".");
      max = min;
    }
    var idle =
        workers.duration("idle", Duration.ofSeconds(5), Duration.ofDays(1), Duration.ofMinutes(5));
    return new StepAssignment.Workers(min, max, Math.toIntExact(idle.toSeconds()));
  }

  private static Optional<StepAssignment.Rate> rate(Properties step, Findings findings) {
    return step.node("rate")
        .flatMap(node -> Properties.of(node, RATE, findings))
        .flatMap(
            rate -> {
              require(rate, "requests", "Say how many requests.", findings);
              require(rate, "per", "Say in what time: \"1s\".", findings);
              int requests = rate.integer("requests", 1, 1_000_000, 1);
              var per =
                  rate.duration(
                      "per", Duration.ofMillis(1), Duration.ofDays(31), Duration.ofSeconds(1));
              return rate.has("requests") && rate.has("per")
                  ? Optional.of(new StepAssignment.Rate(requests, per.toMillis()))
                  : Optional.empty();
            });
  }

  private static RetryPolicy retry(Properties step, Findings findings) {
    var fallback = RetryPolicy.DEFAULT;
    return step.node("retry")
        .flatMap(node -> Properties.of(node, RETRY, findings))
        .map(retry -> policy(retry, fallback, findings))
        .orElse(fallback);
  }

  private static RetryPolicy policy(Properties retry, RetryPolicy fallback, Findings findings) {
    var first =
        retry.duration(
            "first",
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ofMillis(fallback.firstWaitMillis()));
    var cap =
        retry.duration(
            "cap",
            Duration.ofMillis(100),
            Duration.ofHours(24),
            Duration.ofMillis(Math.max(fallback.maxWaitMillis(), first.toMillis())));
    if (cap.compareTo(first) < 0) {
      findings.add(
          retry.at("cap"),
          "cap-below-first",
          "The longest wait is shorter than the first.",
          "Raise \"cap\" or lower \"first\".");
      cap = first;
    }
    return new RetryPolicy(
        first.toMillis(),
        retry.decimal("factor", 1, 10, fallback.factor()),
        retry.decimal("jitter", 0, 1, fallback.jitter()),
        cap.toMillis(),
        retry
            .duration(
                "maxAge",
                Duration.ofSeconds(1),
                Duration.ofDays(30),
                Duration.ofSeconds(fallback.maxAgeSeconds()))
            .toSeconds(),
        retry.integer("maxAttempts", 0, 10_000, fallback.maxAttempts()),
        retry.texts("giveUpOn", ERROR, 20, "Write an exception's class: \"PaymentRefused\"."));
  }

  /** Reads a step's name leniently, for looking others up. */
  static Optional<StepName> name(String text) {
    try {
      return Optional.of(new StepName(text));
    } catch (InvalidName e) {
      return Optional.empty();
    }
  }
}
