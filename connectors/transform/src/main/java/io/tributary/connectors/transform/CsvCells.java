package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The cells of a row in the order of the columns. */
final class CsvCells {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BEGINNINGS_OF_FORMULAS = "=+-@\t\r";
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}([.,][0-9]{1,40})?");

  private final List<String> columns;
  private final Set<String> known;
  private final boolean harmless;

  /**
   * For these columns.
   *
   * @param harmless makes texts that a spreadsheet would compute begin with an apostrophe
   */
  CsvCells(List<String> columns, boolean harmless) {
    this.columns = columns;
    this.known = Set.copyOf(columns);
    this.harmless = harmless;
  }

  List<String> header() {
    return columns.stream().map(this::harmless).toList();
  }

  List<String> of(Object row, long index) {
    if (!(row instanceof Map<?, ?> map)) {
      throw new GiveUp("input#/rows/" + index + ": is no object. Map each row to an object");
    }
    for (var name : map.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        throw new GiveUp(
            "input#/rows/%d/%s: is no column. Name it in the field columns, or leave it out"
                .formatted(index, name));
      }
    }
    return columns.stream().map(name -> text(map.get(name))).toList();
  }

  private String text(Object value) {
    return switch (value) {
      case null -> "";
      case String text -> harmless(text);
      default -> JSON.writeValueAsString(value);
    };
  }

  private String harmless(String text) {
    boolean computed =
        harmless
            && !text.isEmpty()
            && BEGINNINGS_OF_FORMULAS.indexOf(text.charAt(0)) >= 0
            && !NUMBER.matcher(text).matches();
    return computed ? "'" + text : text;
  }
}
