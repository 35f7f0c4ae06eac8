package io.tributary.faults.traffic;

import io.tributary.faults.history.Mark;
import io.tributary.faults.host.Act;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A message before it is sent.
 *
 * @param acts what it asks of the host of each step; a step that is not named passes it on
 */
public record Letter(Mark mark, Map<String, Act> acts) {
  public Letter {
    acts = Map.copyOf(acts);
  }

  /** The same message, asking for this. */
  public Letter asking(Map<String, Act> asked) {
    return new Letter(mark, asked);
  }

  /** Outputs that it gives at the end of the flow. */
  public int parts() {
    return acts.values().stream()
        .filter(act -> act.kind() == Act.Kind.PAGES)
        .mapToInt(Act::number)
        .findFirst()
        .orElse(1);
  }

  String key() {
    return mark.source() + "-" + mark.key();
  }

  /** JSON. */
  public String body() {
    return "{\"run\":\"%s\",\"source\":\"%s\",\"key\":%d,\"sequence\":%d,\"uuid\":\"%s\",\"part\":%d%s}"
        .formatted(
            mark.run(),
            mark.source(),
            mark.key(),
            mark.sequence(),
            mark.uuid(),
            mark.part(),
            acts.isEmpty() ? "" : ",\"acts\":{" + actsJson() + "}");
  }

  private String actsJson() {
    return new TreeMap<>(acts)
        .entrySet().stream()
            .map(act -> "\"%s\":%s".formatted(act.getKey(), act.getValue().json()))
            .collect(Collectors.joining(","));
  }
}
