package io.tributary.runner.delivery;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.steps.LogLine;
import java.util.ArrayList;
import java.util.List;

/** Keeps everything. */
final class FakeJournal implements Journal {
  final List<StepEvent> events = new ArrayList<>();
  final List<LogLine> lines = new ArrayList<>();

  @Override
  public void tell(StepEvent event) {
    events.add(event);
  }

  @Override
  public void log(LogLine line) {
    lines.add(line);
  }
}
