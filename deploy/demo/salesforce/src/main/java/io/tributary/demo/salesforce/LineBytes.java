package io.tributary.demo.salesforce;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Rows of CSV as bytes, each whole, whatever line breaks are in its quoted cells. */
final class LineBytes {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;

  LineBytes(InputStream in) {
    this.in = new BufferedInputStream(in, BUFFER);
  }

  void copy(int rows, OutputStream out) throws IOException {
    for (int row = 0; row < rows; row++) {
      one(out);
    }
  }

  private void one(OutputStream out) throws IOException {
    boolean quoted = false;
    int letter;
    do {
      letter = in.read();
      if (letter < 0) {
        return;
      }
      quoted ^= letter == '"';
      out.write(letter);
    } while (letter != '\n' || quoted);
  }
}
