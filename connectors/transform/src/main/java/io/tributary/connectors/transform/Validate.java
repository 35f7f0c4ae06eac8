package io.tributary.connectors.transform;

import com.networknt.schema.Error;
import com.networknt.schema.ValidationLimitExceededException;
import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds a message against a JSON Schema; what does not fit is given up, or passed on with why. */
public final class Validate implements Action<Object> {
  private static final int MOST_ERRORS = 100;
  private static final int LONGEST_MESSAGE = 300;

  /** Of the worker's one assignment: compiled once, however many messages come. */
  private volatile MessageSchema latest;

  /**
   * The step's fields.
   *
   * @param errors so many are named
   * @param invalid {@code giveUp}, or {@code passOn}
   */
  record Manner(
      String schema,
      Optional<Integer> errors,
      Optional<String> invalid,
      Optional<Boolean> formats) {
    int most() {
      int most = errors.orElse(10);
      if (most < 1 || most > MOST_ERRORS) {
        throw new GiveUp("fields#/errors: is " + most + ". Use 1 to " + MOST_ERRORS);
      }
      return most;
    }

    boolean passesOn() {
      return invalid.orElse("giveUp").equals("passOn");
    }
  }

  /** One reason why the message does not fit. */
  record Misfit(String pointer, String reason) {
    static Misfit of(Error error) {
      var message = String.valueOf(error.getMessage());
      return new Misfit(
          error.getInstanceLocation().toString(),
          message.length() <= LONGEST_MESSAGE
              ? message
              : message.substring(0, LONGEST_MESSAGE) + "…");
    }
  }

  /** What the next steps get where everything is passed on. */
  record Judged(boolean valid, List<Misfit> errors, Object value) {}

  @Override
  public void run(Object input, Context context, Emitter out) {
    var manner = context.fields(Manner.class);
    var misfits = misfits(input, schema(manner), manner.most());
    if (manner.passesOn()) {
      out.emit(new Judged(misfits.isEmpty(), misfits, input));
    } else if (misfits.isEmpty()) {
      out.emit(input);
    } else {
      throw new GiveUp(
          misfits.stream()
                  .map(one -> "input#" + one.pointer() + ": " + one.reason())
                  .collect(Collectors.joining("; "))
              + ". Correct the message, or the schema");
    }
  }

  private static List<Misfit> misfits(Object input, MessageSchema schema, int most) {
    try {
      return schema.errors(input).stream().limit(most).map(Misfit::of).toList();
    } catch (ValidationLimitExceededException | StackOverflowError tooMuch) {
      throw new GiveUp(
          "fields#/schema: takes too many steps, or too deep ones, for this message. Look for"
              + " references that lead back to themselves",
          tooMuch);
    }
  }

  private MessageSchema schema(Manner manner) {
    boolean formats = manner.formats().orElse(false);
    var schema = latest;
    if (schema == null || !schema.isOf(manner.schema(), formats)) {
      schema = MessageSchema.of(manner.schema(), formats);
      latest = schema;
    }
    return schema;
  }
}
