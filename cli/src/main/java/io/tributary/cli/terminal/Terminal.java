package io.tributary.cli.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The command's surroundings: streams, environment, and the flags that say how to print. */
public final class Terminal {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final Streams streams;
  private final Map<String, String> environment;
  private final Globals globals;
  private final boolean interactive;

  /** Where a command reads and writes. */
  public record Streams(InputStream in, PrintStream out, PrintStream err) {}

  /**
   * Makes one.
   *
   * @param interactive whether a person sits at both ends
   */
  public Terminal(
      Streams streams, Map<String, String> environment, Globals globals, boolean interactive) {
    this.streams = streams;
    this.environment = Map.copyOf(environment);
    this.globals = globals;
    this.interactive = interactive;
  }

  public Globals globals() {
    return globals;
  }

  public InputStream in() {
    return streams.in();
  }

  public Optional<String> environment(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Whether a question may be asked: never in a pipe, never where {@code CI} is set. */
  public boolean mayAsk() {
    return interactive && environment("CI").isEmpty() && !globals.json();
  }

  /** A line of the result; nothing where one JSON object is wanted instead. */
  public void print(String line) {
    if (!globals.json()) {
      streams.out().println(safe(line));
    }
  }

  /** A line that is no result. */
  public void chat(String line) {
    if (!globals.quiet()) {
      streams.err().println(safe(line));
    }
  }

  /** What a person must see whatever the flags say. */
  public void warn(String line) {
    streams.err().println(safe(line));
  }

  public void verbose(String line) {
    if (globals.verbose()) {
      streams.err().println(safe(line));
    }
  }

  /** The one JSON object at the end, where it is wanted. */
  public void object(String operation, ExitCode exit, JsonNode result) {
    var object = JsonNodeFactory.instance.objectNode();
    object.put("ok", exit == ExitCode.DONE).put("operation", operation).set("result", result);
    write(object, exit);
  }

  /** Tells a failure: for a person on standard error, for a script as the JSON object. */
  public void fail(String operation, Failure failure) {
    if (globals.json()) {
      var object = JsonNodeFactory.instance.objectNode();
      object.put("ok", false).put("operation", operation).set("error", error(failure));
      write(object, failure.exit());
      return;
    }
    var message = failure.getMessage();
    warn(red("error") + "  " + failure.code() + ": " + message);
    for (var place : failure.places()) {
      warn("  " + (place.place().isEmpty() ? "/" : place.place()) + "  " + place.code());
      warn("    " + place.message());
      if (!place.advice().isEmpty()) {
        warn("    " + place.advice());
      }
    }
    if (!failure.hint().isEmpty()) {
      warn("  " + failure.hint());
    }
  }

  /** In red, where colours are seen. */
  public String red(String text) {
    boolean coloured = mayAsk() && !globals.noColor() && environment("NO_COLOR").isEmpty();
    return coloured ? RED + text + PLAIN : text;
  }

  private void write(ObjectNode object, ExitCode exit) {
    if (globals.json()) {
      streams.out().println(JSON.writeValueAsString(object.put("exitCode", exit.number())));
    }
  }

  private static ObjectNode error(Failure failure) {
    var error = JsonNodeFactory.instance.objectNode();
    error
        .put("code", failure.code())
        .put("message", failure.getMessage())
        .put("hint", failure.hint());
    var places = error.putArray("errors");
    for (var place : failure.places()) {
      places
          .addObject()
          .put("place", place.place())
          .put("code", place.code())
          .put("message", place.message())
          .put("advice", place.advice());
    }
    return error;
  }

  /** What a server or a build says must not steer the terminal; our own colours may. */
  private static String safe(String line) {
    var text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean ours = c == '\u001b' && (line.startsWith(RED, i) || line.startsWith(PLAIN, i));
      boolean plain = (c >= ' ' && c != 0x7f && (c < 0x80 || c > 0x9f)) || c == '\t' || c == '\n';
      text.append(ours || plain ? c : '\ufffd');
    }
    return text.toString();
  }
}
