package com.mallory.hostile;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One attack for each message. */
public final class Attack implements Action<Map<String, Object>> {
  /** What the next step must not find. */
  static final Path MARK = Path.of("/tmp/mark-of-another-step");

  @Override
  public void run(Map<String, Object> message, Context context, Emitter out) throws Exception {
    var said = new Said();
    var targets = texts(message.get("targets"));
    System.setProperty("mark.of.another.step", "here");
    Files.writeString(MARK, "here");
    boolean first = context.attempt() == 1;
    switch ("" + message.get("attack")) {
      case "connect" -> Network.connect(targets, said);
      case "egress" -> Network.egress(targets, said);
      case "names" -> Network.resolve(targets, said);
      case "look" -> Places.look(said);
      case "call" -> Calls.call(said);
      case "deserialize" -> Bytes.deserialize(said);
      case "flood" -> Bytes.flood(said);
      case "runner" -> Bytes.toTheRunner(targets.getFirst(), first, said);
      case "threads" -> Hunger.threads(first, said);
      case "sockets" -> Hunger.sockets(said);
      case "memory" -> Hunger.memory(first, said);
      default -> throw new IllegalArgumentException("no such attack");
    }
    out.emit(Map.of("lines", said.lines()));
  }

  static List<String> texts(Object values) {
    return values instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }
}
