package io.tributary.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * What a peer's process is told, as its arguments.
 *
 * @param topics the input, topics between where there are several hops, and the output
 * @param tuned as somebody who knows the peer sets it up, or as it comes
 */
public record PeerTask(
    String bootstrap, String group, List<String> topics, Work work, Mode mode, boolean tuned) {
  /** What the peer promises; not every peer knows every mode. */
  public enum Mode {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  public PeerTask {
    topics = List.copyOf(topics);
  }

  /** The other way round of {@link #arguments}. */
  public static PeerTask of(String[] arguments) {
    return new PeerTask(
        arguments[0],
        arguments[1],
        List.of(arguments).subList(5, arguments.length),
        Work.valueOf(arguments[2]),
        Mode.valueOf(arguments[3]),
        Boolean.parseBoolean(arguments[4]));
  }

  public List<String> arguments() {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of(bootstrap, group, work.name(), mode.name(), Boolean.toString(tuned)));
    arguments.addAll(topics);
    return arguments;
  }

  String input() {
    return topics.getFirst();
  }

  String output() {
    return topics.getLast();
  }
}
