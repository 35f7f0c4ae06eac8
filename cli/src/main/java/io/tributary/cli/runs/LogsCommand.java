package io.tributary.cli.runs;

import io.tributary.cli.api.Api;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Globals;
import io.tributary.cli.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code logs}: the lines that a flow's steps logged. */
@Command(description = "What the steps of a flow logged; -f goes on as they log.")
public final class LogsCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Session session;
  private final Api api;

  @Option(names = "--flow", required = true, description = "The flow.")
  private String flow = "";

  @Option(names = "--step", description = "Only this step's lines.")
  private @Nullable String step;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Globals.Time.class,
      description = "How far back, for example 10m or 2h; default 1h.")
  private Duration since = Duration.ofHours(1);

  @Option(
      names = {"-f", "--follow"},
      description = "Go on as lines come.")
  private boolean follow;

  public LogsCommand(Terminal terminal, Session session, Api api) {
    this.terminal = terminal;
    this.session = session;
    this.api = api;
  }

  @Override
  public Integer call() {
    var lines = JsonNodeFactory.instance.arrayNode();
    api.lines(
        "%s/flows/%s/logs?follow=%b&since=%s%s"
            .formatted(
                session.organizationPath(),
                Api.part(flow),
                follow,
                since,
                step == null ? "" : "&step=" + Api.part(step)),
        line -> {
          show(line);
          if (terminal.globals().json() && !follow) {
            lines.add(line);
          }
          return true;
        });
    terminal.object("logs", ExitCode.DONE, lines);
    return ExitCode.DONE.number();
  }

  private void show(JsonNode line) {
    terminal.print(
        "%s  %-12s %-5s %s"
            .formatted(
                line.path("at").asString(""),
                line.path("step").asString(""),
                line.path("level").asString(""),
                line.path("text").asString("")));
  }
}
