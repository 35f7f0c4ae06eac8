package io.tributary.runtime.flows;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.manifest.Operation;
import io.tributary.manifest.OperationKind;
import io.tributary.manifest.TriggerType;
import io.tributary.runtime.findings.Suggestion;
import io.tributary.runtime.schedules.Timing;
import io.tributary.runtime.schedules.Timing.Cron;
import io.tributary.runtime.schedules.Timing.Every;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Judges when a step says that it is polled, and what else a polling trigger may not say. */
final class TimingChecks {
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Duration USUAL = Duration.ofMinutes(5);
  private static final int LONGEST_EXPRESSION = 200;

  private final Findings findings;

  TimingChecks(Findings findings) {
    this.findings = findings;
  }

  /** When the step is polled; empty where it is no polling trigger. */
  Optional<Timing> check(StepDraft draft, Operation operation) {
    var step = draft.properties();
    boolean polled =
        operation.kind() == OperationKind.TRIGGER && operation.type() == TriggerType.POLLING;
    if (!polled) {
      checkNothingSaid(step);
      return Optional.empty();
    }
    checkHandling(draft);
    if (step.has("schedule") && step.has("every")) {
      findings.add(
          step.at("schedule"),
          "every-and-schedule",
          "A trigger is polled at an interval, or at times of the clock.",
          "Keep one of \"every\" and \"schedule\".");
    }
    if (step.has("zone") && !step.has("schedule")) {
      findings.add(
          step.at("zone"),
          "zone-without-schedule",
          "Only a \"schedule\" has a zone.",
          "Remove \"zone\", or write a \"schedule\".");
    }
    return Optional.of(
        step.has("schedule")
            ? schedule(step)
            : new Every(step.duration("every", SHORTEST, LONGEST, USUAL)));
  }

  private void checkNothingSaid(Properties step) {
    for (var property : List.of("every", "schedule", "zone")) {
      if (step.has(property)) {
        findings.add(
            step.at(property),
            "not-polled",
            "\"%s\" says when a step is polled, and this one is not.".formatted(property),
            "Remove it, or choose a trigger of type polling.");
      }
    }
  }

  /** Polls come one after the other, and a snapshot is worth nothing apart from its outputs. */
  private void checkHandling(StepDraft draft) {
    if (draft.ordering() != StepAssignment.Ordering.KEY) {
      findings.add(
          draft.at("ordering"),
          "polls-in-order",
          "The polls of a trigger come one after the other.",
          "Remove \"ordering\" here.");
    }
    if (draft.delivery() != StepAssignment.Delivery.EXACTLY_ONCE) {
      findings.add(
          draft.at("delivery"),
          "polls-exactly-once",
          "What a poll found and the trigger's snapshot are kept in one transaction.",
          "Remove \"delivery\" here; later steps may say it.");
    }
  }

  private Timing schedule(Properties step) {
    var usual = new Every(USUAL);
    var zone = zone(step);
    var text = step.text("schedule");
    if (text.isEmpty() || zone.isEmpty()) {
      return usual;
    }
    var fields = text.get().strip().split("\\s+");
    var expression = String.join(" ", fields);
    try {
      if (expression.length() > LONGEST_EXPRESSION || fields.length < 5) {
        throw new IllegalArgumentException("it has not six fields");
      }
      var cron = new Cron(fields.length == 5 ? "0 " + expression : expression, zone.get());
      checkTimes(step, cron);
      return cron;
    } catch (IllegalArgumentException wrong) {
      findings.add(
          step.at("schedule"),
          "not-a-schedule",
          "\"schedule\" is no cron expression: %s.".formatted(wrong.getMessage()),
          "Write second, minute, hour, day of month, month and day of week:"
              + " \"0 */5 * * * *\".");
      return usual;
    }
  }

  private void checkTimes(Properties step, Cron cron) {
    if (cron.isEmpty()) {
      findings.add(
          step.at("schedule"),
          "schedule-never",
          "There is no such time.",
          "Choose a day that the month has.");
    } else if (cron.shortestGap().compareTo(SHORTEST) < 0) {
      findings.add(
          step.at("schedule"),
          "schedule-too-often",
          "A trigger is polled every %d seconds at most.".formatted(SHORTEST.toSeconds()),
          "Let the first field, the seconds, be one number: \"0 * * * * *\".");
    }
  }

  private Optional<ZoneId> zone(Properties step) {
    var text = step.text("zone");
    if (text.isEmpty()) {
      return Optional.of(ZoneOffset.UTC);
    }
    try {
      return Optional.of(ZoneId.of(text.get()));
    } catch (DateTimeException unknown) {
      findings.add(
          step.at("zone"),
          "unknown-zone",
          "There is no time zone \"" + text.get() + "\".",
          Suggestion.orElse(
              text.get(),
              ZoneId.getAvailableZoneIds(),
              "Write one of the tz database: Europe/Berlin."));
      return Optional.empty();
    }
  }
}
