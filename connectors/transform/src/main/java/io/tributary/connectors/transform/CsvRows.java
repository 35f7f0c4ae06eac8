package io.tributary.connectors.transform;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tributary.sdk.GiveUp;
import java.io.Reader;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A CSV text row by row; one row is in memory. */
final class CsvRows implements Iterator<Map<String, String>> {
  private static final int LONGEST_FIELD = 1024 * 1024;
  private static final int LONGEST_ROW = 4 * 1024 * 1024;
  private static final int MOST_COLUMNS = 2000;

  private final String place;
  private final boolean ragged;
  private final Iterator<CsvRecord> records;
  private Optional<List<String>> columns;
  private long row;

  private CsvRows(
      String place, boolean ragged, Iterator<CsvRecord> records, Optional<List<String>> columns) {
    this.place = place;
    this.ragged = ragged;
    this.records = records;
    this.columns = columns;
  }

  /**
   * Begins, and reads the header where there is one.
   *
   * @param ragged whether rows may have more or fewer fields than there are columns
   */
  static CsvRows of(String place, Reader text, CsvFormat format, boolean ragged) {
    var records =
        CsvReader.builder()
            .fieldSeparator(format.separatorCharacter())
            .quoteCharacter(format.quoteCharacter())
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .maxBufferSize(LONGEST_ROW)
            .build(
                CsvRecordHandler.builder()
                    .maxFields(MOST_COLUMNS)
                    .maxFieldSize(LONGEST_FIELD)
                    .maxRecordSize(LONGEST_ROW)
                    .build(),
                text)
            .iterator();
    var rows = new CsvRows(place, ragged, records, Optional.empty());
    if (format.hasHeader() && rows.hasNext()) {
      rows.columns = Optional.of(rows.header(rows.read().getFields()));
    }
    return rows;
  }

  /** Rows that were taken, without the header. */
  long taken() {
    return row;
  }

  @Override
  public boolean hasNext() {
    try {
      return records.hasNext();
    } catch (RuntimeException broken) {
      throw sorted(broken);
    }
  }

  @Override
  public Map<String, String> next() {
    var fields = read().getFields();
    row++;
    // Without a header the first row says how many columns there are.
    columns = columns.or(() -> Optional.of(numbered(fields.size())));
    var names = columns.get();
    if (!ragged && fields.size() != names.size()) {
      throw new GiveUp(
          "%s: row %d has %d fields, and there are %d columns. Correct the file, its separator or its"
                  .formatted(place, row, fields.size(), names.size())
              + " quotes, or allow ragged rows");
    }
    var named = new LinkedHashMap<String, String>();
    for (int i = 0; i < fields.size(); i++) {
      var name = i < names.size() ? names.get(i) : "column" + (i + 1);
      if (named.put(name, fields.get(i)) != null) {
        throw new GiveUp(
            "%s: row %d has a field more, and %s is a column already. Rename the column"
                .formatted(place, row, name));
      }
    }
    return named;
  }

  private CsvRecord read() {
    try {
      return records.next();
    } catch (RuntimeException broken) {
      throw sorted(broken);
    }
  }

  private List<String> header(List<String> names) {
    var seen = new HashSet<String>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isBlank() || !seen.add(names.get(i))) {
        throw new GiveUp(
            "%s: column %d has no name, or that of an earlier one. Name the columns in the first row,"
                    .formatted(place, i + 1)
                + " or say that there is no header");
      }
    }
    return List.copyOf(names);
  }

  private static List<String> numbered(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> "column" + number).toList();
  }

  private RuntimeException sorted(RuntimeException broken) {
    return Causes.ofReading(
        broken,
        () ->
            Causes.isCharset(broken)
                ? new GiveUp(
                    place
                        + ": is not in the charset of the fields, after row %d. Choose its charset"
                            .formatted(row),
                    broken)
                : new GiveUp(
                    "%s: is no CSV after row %d: %s. Correct the file, or separator and quote"
                        .formatted(place, row, reason(broken)),
                    broken));
  }

  private static String reason(RuntimeException broken) {
    return broken instanceof CsvParseException && broken.getCause() != null
        ? String.valueOf(broken.getCause().getMessage())
        : String.valueOf(broken.getMessage());
  }
}
