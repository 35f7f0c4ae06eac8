package io.tributary.connectors.salesforce;

import io.tributary.sdk.GiveUp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Comma-separated values by RFC 4180: read row by row, or made of records. */
final class Csv {
  private static final int LONGEST_CELL = 1 << 20;

  private final Reader in;
  private final StringBuilder cell = new StringBuilder();
  private final char[] buffer = new char[1 << 14];
  private int filled;
  private int at;

  Csv(Reader in) {
    this.in = in;
  }

  /** The next row; empty at the end. */
  Optional<List<String>> next() throws IOException {
    while (peek() == '\n' || peek() == '\r') {
      at++;
    }
    if (peek() < 0) {
      return Optional.empty();
    }
    var row = new ArrayList<String>();
    while (true) {
      row.add(cell());
      if (peek() != ',') {
        return Optional.of(row);
      }
      at++;
    }
  }

  /**
   * A file of records, for Salesforce: no value leaves a field as it is, null clears it.
   *
   * @throws GiveUp naming the record, if a value is none that a cell can hold
   */
  static byte[] of(List<Map<String, Object>> records) {
    var columns = new LinkedHashSet<String>();
    records.forEach(record -> columns.addAll(record.keySet()));
    var out = new ByteArrayOutputStream();
    out.writeBytes(line(List.copyOf(columns)));
    for (int i = 0; i < records.size(); i++) {
      var record = records.get(i);
      var cells = new ArrayList<String>();
      for (var column : columns) {
        cells.add(record.containsKey(column) ? text(i, column, record.get(column)) : "");
      }
      out.writeBytes(line(cells));
    }
    return out.toByteArray();
  }

  private static String text(int index, String column, Object value) {
    return switch (value) {
      case null -> "#N/A";
      case String text -> text.isEmpty() ? "#N/A" : text;
      case Number number -> number.toString();
      case Boolean bool -> bool.toString();
      default ->
          throw new GiveUp(
              "input#/records/%d/%s: is a list or an object. Map a single value to it"
                  .formatted(index, column));
    };
  }

  private static byte[] line(List<String> cells) {
    return cells.stream()
        .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(",", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String cell() throws IOException {
    cell.setLength(0);
    if (peek() == '"') {
      at++;
      quoted();
      return cell.toString();
    }
    for (int letter = peek();
        letter >= 0 && letter != ',' && letter != '\n' && letter != '\r';
        letter = peek()) {
      append((char) letter);
    }
    return cell.toString();
  }

  private void quoted() throws IOException {
    while (true) {
      int letter = peek();
      if (letter < 0) {
        throw new IOException("a quoted cell does not end");
      }
      append((char) letter);
      if (letter != '"') {
        continue;
      }
      cell.setLength(cell.length() - 1);
      if (peek() != '"') {
        return;
      }
      append('"');
    }
  }

  private void append(char letter) throws IOException {
    if (cell.length() >= LONGEST_CELL) {
      throw new IOException("a cell is longer than a million letters");
    }
    cell.append(letter);
    at++;
  }

  private int peek() throws IOException {
    if (at >= filled) {
      filled = Math.max(0, in.read(buffer, 0, buffer.length));
      at = 0;
      if (filled == 0) {
        return -1;
      }
    }
    return buffer[at];
  }
}
