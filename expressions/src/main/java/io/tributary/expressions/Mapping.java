package io.tributary.expressions;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSONata expression from a message to an operation's input.
 *
 * <p>It is parsed anew for each evaluation, on the thread that evaluates: the library keeps an
 * expression's bindings in a thread's variable, and a shared expression would show one message's
 * data to another. Parsing costs below a tenth of a millisecond.
 */
public final class Mapping {
  /** What an evaluation may take before it is stopped; see {@link Allowance}. */
  public static final Duration TIME = Duration.ofSeconds(1);

  private static final int DEPTH = 200;
  private static final int RESULT_DEPTH = 200;
  private static final int WIDEST_PAD = 1024 * 1024;

  private final String expression;

  /**
   * Keeps the expression.
   *
   * @throws MappingFailed if it is none, with the position
   */
  public Mapping(String expression) {
    this.expression = expression;
    parse();
  }

  /**
   * The operation's input, as a tree.
   *
   * @param input the message's body, as {@code $}
   * @param steps outputs of earlier steps, as {@code $steps}
   * @throws MappingFailed if it fails, takes too long or too much, or gives what JSON cannot say
   */
  public @Nullable Object evaluate(@Nullable Object input, Map<String, Object> steps) {
    var parsed = parse();
    var bindings = parsed.createFrame();
    Bounds.set(bindings, TIME, DEPTH);
    bindings.bind("steps", (Object) steps);
    bindings.bind("eval", Jsonata.function("eval", Mapping::refuseEval, "<sx?:x>"));
    bindings.bind("pad", Jsonata.function("pad", Mapping::pad, "<s-ns?:s>"));
    try {
      return plain(parsed.evaluate(input, bindings), "", 0);
    } catch (JException failure) {
      throw new MappingFailed(message(failure), failure);
    } catch (StackOverflowError tooDeep) {
      throw new MappingFailed("nested too deep", tooDeep);
    } catch (OutOfMemoryError tooBig) {
      throw new MappingFailed("takes more memory than the step has", tooBig);
    } catch (MappingFailed failure) {
      throw failure;
    } catch (RuntimeException failure) {
      throw new MappingFailed(String.valueOf(failure.getMessage()), failure);
    }
  }

  private Jsonata parse() {
    try {
      return Jsonata.jsonata(expression);
    } catch (JException failure) {
      throw new MappingFailed(message(failure), failure);
    } catch (StackOverflowError tooDeep) {
      throw new MappingFailed("nested too deep", tooDeep);
    } catch (RuntimeException failure) {
      throw new MappingFailed("is not JSONata: " + failure.getMessage(), failure);
    }
  }

  private static Object refuseEval(String expression, @Nullable Object focus) {
    throw new MappingFailed("$eval is not available: text from a message is never code");
  }

  private static @Nullable String pad(@Nullable String text, Number width, @Nullable String with) {
    if (Math.abs(width.longValue()) > WIDEST_PAD) {
      throw new MappingFailed("$pad to more than " + WIDEST_PAD + " characters");
    }
    return Functions.pad(text, width.intValue(), with);
  }

  private static String message(JException failure) {
    var where = failure.getLocation() > 0 ? "position " + failure.getLocation() + ": " : "";
    return where + failure.getDetailedErrorMessage();
  }

  /** Copies lists and maps of the library into plain ones, and refuses functions. */
  private static @Nullable Object plain(@Nullable Object value, String pointer, int depth) {
    if (depth > RESULT_DEPTH) {
      throw new MappingFailed("its result is nested deeper than " + RESULT_DEPTH);
    }
    // Not a switch over types: it would make a class at the first message of every worker.
    if (value == null || Jsonata.NULL_VALUE.equals(value)) {
      return null;
    }
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof List<?> list) {
      return plainList(list, pointer, depth);
    }
    if (value instanceof Map<?, ?> map) {
      return plainMap(map, pointer, depth);
    }
    throw new MappingFailed("its result has a function at " + pointer);
  }

  private static List<@Nullable Object> plainList(List<?> list, String pointer, int depth) {
    var plain = new ArrayList<@Nullable Object>(Math.min(list.size(), 1024));
    for (var each : list) {
      plain.add(plain(each, pointer + "/" + plain.size(), depth + 1));
    }
    return plain;
  }

  private static Map<String, @Nullable Object> plainMap(Map<?, ?> map, String pointer, int depth) {
    var plain = new LinkedHashMap<String, @Nullable Object>();
    map.forEach(
        (key, each) -> plain.put(String.valueOf(key), plain(each, pointer + "/" + key, depth + 1)));
    return plain;
  }
}
