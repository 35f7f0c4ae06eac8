package io.tributary.cli.terminal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** Flags that every command takes; filled by the parser. */
public final class Globals {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object and nothing else on standard output.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No chatter on standard error.")
  private boolean quiet;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show what tools say, and causes of failures.")
  private boolean verbose;

  @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours.")
  private boolean noColor;

  @Option(
      names = "--org",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "Organization to work in (TRIBUTARY_ORG).")
  private @Nullable String organization;

  @Option(
      names = "--server",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The platform's address (TRIBUTARY_SERVER).")
  private @Nullable String server;

  @Option(
      names = "--timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "TIME",
      converter = Time.class,
      description = "Longest wait, for example 90s or 10m; default 15m.")
  private Duration timeout = LONGEST_WAIT;

  public boolean json() {
    return json;
  }

  public boolean quiet() {
    return quiet;
  }

  public boolean verbose() {
    return verbose;
  }

  public boolean noColor() {
    return noColor;
  }

  public @Nullable String organization() {
    return organization;
  }

  public @Nullable String server() {
    return server;
  }

  public Duration timeout() {
    return timeout;
  }

  /** Reads {@code 90s}, {@code 10m}, {@code 2h}, {@code 7d}. */
  public static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (!text.matches("[0-9]{1,6}[smhd]")) {
        throw new TypeConversionException(
            "\"%s\" is no time; write 90s, 10m, 2h or 7d".formatted(text));
      }
      long amount = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> Duration.ofSeconds(amount);
        case 'm' -> Duration.ofMinutes(amount);
        case 'h' -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
  }
}
