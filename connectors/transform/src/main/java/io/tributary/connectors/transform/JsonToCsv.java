package io.tributary.connectors.transform;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a list of objects as CSV: as a text where it is small, beside the message where not. */
public final class JsonToCsv implements Action<JsonToCsv.Whole> {
  private static final int LARGEST_TEXT = 1024 * 1024;
  private static final int MOST_COLUMNS = 2000;

  /**
   * What the flow's author maps.
   *
   * @param rows a list of objects, or a large body of JSON
   */
  public record Whole(Object rows) {}

  /**
   * The step's fields, beside those of {@link CsvFormat}.
   *
   * @param columns names with commas between them
   * @param mark begins with a byte order mark, as Excel wants it
   * @param into {@code auto}, {@code text} or {@code file}
   */
  record Manner(
      Optional<String> columns,
      Optional<Boolean> mark,
      Optional<Boolean> harmless,
      Optional<String> into) {}

  /**
   * What the next steps get.
   *
   * @param csv a text, or a large body
   */
  record Written(Object csv, long rows) {}

  @Override
  public void run(Whole whole, Context context, Emitter out) throws IOException {
    var format = context.fields(CsvFormat.class);
    var manner = context.fields(Manner.class);
    var list = Elements.list(whole.rows());
    try (var elements = Elements.of("input#/rows", list, context)) {
      var rows = new Peeked(elements);
      var columns = columns(manner, list, rows);
      var cells = new CsvCells(columns, manner.harmless().orElse(false));
      try (var bytes =
          new CsvBytes(
              format,
              manner.mark().orElse(false),
              format.hasHeader() ? cells.header() : List.of(),
              rows,
              row -> cells.of(row, elements.taken() - 1))) {
        var csv = stored(bytes, manner.into().orElse("auto"), format, context);
        out.emit(new Written(csv, bytes.rowsWritten()));
      }
    }
  }

  private static Object stored(CsvBytes bytes, String into, CsvFormat format, Context context)
      throws IOException {
    var head = bytes.readNBytes(LARGEST_TEXT + 1);
    boolean small = head.length <= LARGEST_TEXT;
    if (into.equals("file") || into.equals("auto") && !small) {
      return context.bodies().write(new SequenceInputStream(new ByteArrayInputStream(head), bytes));
    }
    if (!small) {
      throw new GiveUp(
          "fields#/into: the CSV is larger than a text of 1 MiB. Choose a file, or let it decide");
    }
    return new String(head, format.charsetOrUtf8());
  }

  private static List<String> columns(Manner manner, Object list, Peeked rows) {
    var names = new LinkedHashSet<String>();
    if (manner.columns().filter(text -> !text.isBlank()).isPresent()) {
      Arrays.stream(manner.columns().get().split(",")).map(String::strip).forEach(names::add);
    } else if (list instanceof List<?> inMessage) {
      inMessage.forEach(row -> names.addAll(namesIn(row)));
    } else {
      rows.first().ifPresent(row -> names.addAll(namesIn(row)));
    }
    if (names.size() > MOST_COLUMNS) {
      throw new GiveUp("input#/rows: %d columns; at most %d".formatted(names.size(), MOST_COLUMNS));
    }
    return List.copyOf(names);
  }

  private static List<String> namesIn(Object row) {
    return row instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).toList()
        : List.of();
  }

  /** The rows, of which the first can be seen before it is taken. */
  private static final class Peeked implements Iterator<Object> {
    private final Iterator<Object> rest;
    private final List<Object> seen = new ArrayList<>();

    Peeked(Iterator<Object> rest) {
      this.rest = rest;
    }

    Optional<Object> first() {
      if (seen.isEmpty() && rest.hasNext()) {
        seen.add(rest.next());
      }
      return seen.stream().findFirst();
    }

    @Override
    public boolean hasNext() {
      return !seen.isEmpty() || rest.hasNext();
    }

    @Override
    public Object next() {
      return seen.isEmpty() ? rest.next() : seen.removeFirst();
    }
  }
}
