package io.tributary.demo.quickbooks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.regex.Pattern;

/** Parts of a form with files, one after the other, none of them whole in memory. */
final class Multipart {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** What stands before a part's bytes. */
  record Head(String name, String fileName, String contentType) {}

  private final InputStream in;
  private final byte[] delimiter;

  Multipart(String contentType, InputStream body) {
    var matcher = BOUNDARY.matcher(contentType);
    if (!contentType.startsWith("multipart/form-data") || !matcher.find()) {
      throw Problem.invalid(
          "2010",
          "Request has invalid or unsupported property",
          "multipart/form-data is needed",
          "");
    }
    this.in = new BufferedInputStream(body, 64 * 1024);
    this.delimiter = ("\r\n--" + matcher.group(1)).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Passes over what stands before the first part. */
  boolean begin() throws IOException {
    var first = line();
    return first.equals(new String(delimiter, StandardCharsets.ISO_8859_1).substring(2));
  }

  Head head() throws IOException {
    var headers = new HashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    var disposition = headers.getOrDefault("content-disposition", "");
    return new Head(
        first(NAME, disposition),
        first(FILE_NAME, disposition).replaceAll("\\\\(.)", "$1"),
        headers.getOrDefault("content-type", ""));
  }

  /** Copies the part's bytes; false where it was the last part. */
  boolean copy(OutputStream to) throws IOException {
    int matched = 0;
    while (true) {
      int one = in.read();
      if (one < 0) {
        throw Problem.invalid(
            "2010",
            "Request has invalid or unsupported property",
            "The form ends before its end",
            "");
      }
      if (one == (delimiter[matched] & 0xff)) {
        if (++matched == delimiter.length) {
          return line().isEmpty();
        }
        continue;
      }
      // The delimiter's first byte is in it once only, so nothing but that can begin anew.
      to.write(delimiter, 0, matched);
      matched = one == '\r' ? 1 : 0;
      if (matched == 0) {
        to.write(one);
      }
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int one = in.read(); one >= 0 && one != '\n' && line.size() < 8192; one = in.read()) {
      if (one != '\r') {
        line.write(one);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static String first(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
