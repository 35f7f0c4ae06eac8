package io.tributary.demo.salesforce;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Comma-separated values by RFC 4180, read row by row. */
final class Csv {
  private final Reader in;
  private final char delimiter;
  private int peeked = -2;

  Csv(Reader in, char delimiter) {
    this.in = in;
    this.delimiter = delimiter;
  }

  /** The next row; empty at the end. */
  Optional<List<String>> next() throws IOException {
    int letter = peek();
    while (letter == '\n' || letter == '\r') {
      take();
      letter = peek();
    }
    if (letter < 0) {
      return Optional.empty();
    }
    var row = new ArrayList<String>();
    while (true) {
      row.add(cell());
      int end = take();
      if (end != delimiter) {
        return Optional.of(row);
      }
    }
  }

  static String line(List<String> cells, char delimiter) {
    return cells.stream()
        .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(String.valueOf(delimiter), "", "\n"));
  }

  private String cell() throws IOException {
    var text = new StringBuilder();
    if (peek() != '"') {
      while (peek() >= 0 && peek() != delimiter && peek() != '\n' && peek() != '\r') {
        text.append((char) take());
      }
      return text.toString();
    }
    take();
    while (true) {
      int letter = take();
      if (letter < 0) {
        throw new IOException("a quoted cell does not end");
      }
      if (letter == '"' && peek() != '"') {
        return text.toString();
      }
      if (letter == '"') {
        take();
      }
      text.append((char) letter);
    }
  }

  private int peek() throws IOException {
    if (peeked == -2) {
      peeked = in.read();
    }
    return peeked;
  }

  private int take() throws IOException {
    int letter = peek();
    peeked = -2;
    return letter;
  }
}
