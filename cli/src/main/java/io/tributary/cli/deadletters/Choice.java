package io.tributary.cli.deadletters;

import io.tributary.cli.terminal.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which dead letters a command means: named ones, or those of a flow. */
final class Choice {
  @Parameters(paramLabel = "ID", arity = "0..*", description = "These; else those of --flow.")
  private List<String> ids = List.of();

  @Option(names = "--flow", paramLabel = "FLOW", description = "Open ones of this flow.")
  private @Nullable String flow;

  @Option(names = "--step", paramLabel = "STEP", description = "Only of this step.")
  private @Nullable String step;

  @Option(names = "--cause", paramLabel = "CAUSE", description = "Only with this cause.")
  private @Nullable String cause;

  /** The request's {@code select}. */
  ObjectNode select() {
    if (ids.isEmpty() && flow == null) {
      throw Failure.usage(
          "Which dead letters?", "Name ids, or a flow: --flow FLOW [--cause CAUSE]");
    }
    var select = JsonNodeFactory.instance.objectNode();
    if (!ids.isEmpty()) {
      ids.forEach(select.putArray("ids")::add);
    }
    put(select, "flow", flow);
    put(select, "step", step);
    put(select, "cause", cause);
    return select;
  }

  private static void put(ObjectNode select, String name, @Nullable String value) {
    if (value != null) {
      select.put(name, value);
    }
  }
}
