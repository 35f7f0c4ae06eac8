package io.tributary.connectors.transform;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Finds a value's row in the table of the step. */
public final class LookUp implements Action<LookUp.Question> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Of the worker's one assignment: read once, however many messages ask. */
  private volatile LookUpTable latest;

  /** What the flow's author maps. */
  public record Question(Object value) {}

  /**
   * The step's fields.
   *
   * @param table JSON or CSV
   * @param column that the value is looked for in; the first where it is missing
   * @param instead JSON that is given out where there is no row; without it the message is given up
   */
  record Manner(
      String table,
      Optional<String> column,
      Optional<Boolean> ignoreCase,
      Optional<String> instead) {}

  /** What the next steps get. */
  record Answer(Object value, boolean found, Object row) {}

  @Override
  public void run(Question question, Context context, Emitter out) {
    var manner = context.fields(Manner.class);
    var row = table(manner).row(String.valueOf(question.value()));
    if (row.isEmpty() && manner.instead().filter(text -> !text.isBlank()).isEmpty()) {
      throw new GiveUp(
          "input#/value: \"%s\" is not in the table. Add it, or set what is given instead"
              .formatted(shown(question.value())));
    }
    var found = row.orElseGet(() -> instead(manner.instead().orElseThrow()));
    out.emit(new Answer(question.value(), row.isPresent(), found));
  }

  private LookUpTable table(Manner manner) {
    var wanted = manner.column().filter(name -> !name.isBlank());
    boolean ignoreCase = manner.ignoreCase().orElse(false);
    var table = latest;
    if (table == null || !table.isOf(manner.table(), wanted, ignoreCase)) {
      table = LookUpTable.read(manner.table(), wanted, ignoreCase);
      latest = table;
    }
    return table;
  }

  private static Object instead(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JacksonException broken) {
      throw new GiveUp("fields#/instead: is not JSON. Put quotes around a text", broken);
    }
  }

  private static String shown(Object value) {
    var text = String.valueOf(value);
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
