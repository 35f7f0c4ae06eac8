package io.tributary.faults.host;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What a message asks of the host that gets it.
 *
 * @param number how often, how long in milliseconds, how many: as the kind says
 */
public record Act(Kind kind, int number) {
  public static final Act PASS = new Act(Kind.PASS, 0);

  /**
   * Each kind says what {@code number} is; for those that misbehave it is the number of attempts at
   * which they do, 0 = every one.
   */
  public enum Kind {
    /** Gives the message on as it came. */
    PASS,
    /** Passes on after so many milliseconds. */
    WAIT,
    /** Writes down by which version of which step it came, so many milliseconds later. */
    TRAIL,
    /** Fails to be tried again later. */
    FAIL(true),
    /** Calls the target with the idempotency key, then passes on. */
    DELIVER,
    /** Emits so many outputs, each 5 of them a page. */
    PAGES,
    /** Throws, as a defect would: the attempt fails. */
    THROW(true),
    /** Fills the heap until the process ends. */
    OUT_OF_MEMORY(true),
    /** Turns in a loop for ever, deaf to a cancellation. */
    LOOP(true),
    /** Emits 50 MB. */
    HUGE(true),
    /** The process ends with 1. */
    EXIT(true),
    /** The process ends with 0, mid-message. */
    SILENT_EXIT(true),
    /** The process ends by SIGSEGV. */
    SEGMENTATION_FAULT(true),
    /** Closes the socket and stays. */
    CLOSE(true),
    /** Writes bytes that are no frame. */
    GARBAGE(true),
    /** Logs without end. */
    ENDLESS_LOG(true);

    private final boolean misbehaves;

    Kind() {
      this(false);
    }

    Kind(boolean misbehaves) {
      this.misbehaves = misbehaves;
    }

    boolean isOverAfter(int attempts, int attempt) {
      return misbehaves && attempts > 0 && attempt > attempts;
    }
  }

  /** As it stands in a message's {@code acts}. */
  public String json() {
    return "{\"act\":\"%s\",\"n\":%d}".formatted(kind.name().toLowerCase(Locale.ROOT), number);
  }

  static Act of(JsonNode act) {
    return act.isObject()
        ? new Act(
            Kind.valueOf(act.path("act").asString("pass").toUpperCase(Locale.ROOT)),
            act.path("n").asInt(0))
        : PASS;
  }
}
