package io.tributary.benchmarks.sides;

import io.tributary.benchmarks.peers.Work;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import java.util.ArrayList;
import java.util.List;

/**
 * What one side is to do in one measurement. Topics and group are named as the product names them,
 * for every side.
 *
 * @param source the step whose output is the input: its topic is filled already
 * @param steps one after the other; names are used once in a run
 * @param partitions of every topic
 */
public record Job(Work work, String source, List<String> steps, int partitions) {
  public static final FlowId FLOW = new FlowId("bench001");

  public Job {
    steps = List.copyOf(steps);
  }

  public static String topic(String step) {
    return FlowTopics.output(FLOW, new StepName(step));
  }

  /** Input, what lies between, and output. */
  public List<String> topics() {
    var topics = new ArrayList<String>();
    topics.add(topic(source));
    steps.forEach(step -> topics.add(topic(step)));
    return topics;
  }

  public String input() {
    return topic(source);
  }

  public String output() {
    return topic(steps.getLast());
  }

  /** Of the first step. */
  public String group() {
    return FlowTopics.group(FLOW, new StepName(steps.getFirst()), 1);
  }
}
