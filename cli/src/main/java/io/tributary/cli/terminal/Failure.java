package io.tributary.cli.terminal;

import java.util.List;

/**
 * A command cannot do what was asked. Carries all that a person needs: what, where, and what to do
 * next.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;
  private final String code;
  private final String hint;
  private final transient List<Place> places;

  /** One fault in what was sent; the place is a pointer, a line, or empty. */
  public record Place(String place, String code, String message, String advice) {}

  public Failure(ExitCode exit, String code, String message, String hint, List<Place> places) {
    super(message);
    this.exit = exit;
    this.code = code;
    this.hint = hint;
    this.places = List.copyOf(places);
  }

  public Failure(ExitCode exit, String code, String message, String hint) {
    this(exit, code, message, hint, List.of());
  }

  /** A missing or wrong argument; the hint names the flag. */
  public static Failure usage(String message, String hint) {
    return new Failure(ExitCode.USAGE, "usage", message, hint);
  }

  public ExitCode exit() {
    return exit;
  }

  public String code() {
    return code;
  }

  public String hint() {
    return hint;
  }

  public List<Place> places() {
    return places;
  }
}
