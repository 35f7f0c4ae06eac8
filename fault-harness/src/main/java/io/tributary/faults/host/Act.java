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

  /** Each kind says what {@code number} is. */
  public enum Kind {
    /** Gives the message on as it came. */
    PASS,
    /** Passes on after so many milliseconds. */
    WAIT,
    /** Fails so many attempts to be tried again later, then passes on. */
    FAIL,
    /** Calls the target with the idempotency key, then passes on. */
    DELIVER,
    /** Emits so many outputs, each 5 of them a page. */
    PAGES,
    /** Gives up. */
    GIVE_UP,
    /** Throws, as a defect would: fails every attempt. */
    THROW,
    /** Fills the heap until the process ends. */
    OUT_OF_MEMORY,
    /** Turns in a loop for ever, deaf to a cancellation. */
    LOOP,
    /** Emits 50 MB. */
    HUGE,
    /** The process ends with 1. */
    EXIT,
    /** The process ends with 0, mid-message. */
    SILENT_EXIT,
    /** The process ends by SIGSEGV. */
    SEGMENTATION_FAULT,
    /** Closes the socket and stays. */
    CLOSE,
    /** Writes bytes that are no frame. */
    GARBAGE,
    /** Logs without end. */
    ENDLESS_LOG
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
