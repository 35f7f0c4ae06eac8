package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker that only keeps what it is told; the test says its part. */
final class FakeWorker implements Worker {
  private final String name;
  private final StepAssignment assignment;
  private final int credits;
  final List<Frame> told = new ArrayList<>();
  int handOvers;
  int renewals;
  @Nullable String endedBecause;

  FakeWorker(String name, StepAssignment assignment, int credits) {
    this.name = name;
    this.assignment = assignment;
    this.credits = credits;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StepAssignment assignment() {
    return assignment;
  }

  @Override
  public int credits() {
    return credits;
  }

  @Override
  public void send(Frame frame) {
    told.add(frame);
  }

  @Override
  public void send(List<Frame> frames) {
    handOvers++;
    told.addAll(frames);
  }

  @Override
  public void renewConnection() {
    renewals++;
  }

  @Override
  public void end(String why) {
    endedBecause = why;
  }

  /** What it is to work on: messages and polls. */
  List<Frame> messages() {
    return told.stream()
        .filter(frame -> frame.type() == FrameType.MESSAGE || frame.type() == FrameType.POLL)
        .toList();
  }

  List<String> bodies() {
    return messages().stream().map(Frame::bodyText).toList();
  }

  Frame last() {
    return messages().getLast();
  }

  static List<Frame> done(Frame message) {
    return List.of(
        Frame.of(FrameType.EMIT, message.id()).withBody(message.body()),
        Frame.of(FrameType.DONE, message.id()));
  }

  static List<Frame> failed(Frame message, String kind) {
    return List.of(
        Frame.of(FrameType.FAILED, message.id())
            .with(HeaderKey.KIND, kind)
            .with(HeaderKey.ERROR, "example.Broken")
            .with(HeaderKey.MESSAGE, "it broke"));
  }
}
