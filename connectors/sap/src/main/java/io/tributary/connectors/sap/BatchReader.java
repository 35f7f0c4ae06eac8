package io.tributary.connectors.sap;

import io.tributary.sdk.RetryLater;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the parts of a multipart answer. Letters are bytes here; bodies are not touched. */
final class BatchReader {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=\"?([^\";]+)\"?", Pattern.CASE_INSENSITIVE);
  private static final Pattern STATUS = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3}).*");

  private BatchReader() {}

  /** A part: its own headers, and what it holds. */
  record Part(Map<String, String> headers, byte[] body) {
    String type() {
      return headers.getOrDefault("content-type", "");
    }

    boolean isMultipart() {
      return type().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    BatchAnswer answer() {
      var text = new String(body, StandardCharsets.ISO_8859_1).stripLeading();
      int lineEnd = text.indexOf('\n');
      var status = STATUS.matcher(lineEnd < 0 ? text : text.substring(0, lineEnd).strip());
      if (!status.matches()) {
        throw new RetryLater("a part of the batch's answer has no status");
      }
      var inner = part(text.substring(lineEnd < 0 ? text.length() : lineEnd + 1));
      return new BatchAnswer(Integer.parseInt(status.group(1)), inner.headers(), inner.body());
    }
  }

  static List<Part> parts(byte[] body, String contentType) {
    var found = BOUNDARY.matcher(contentType);
    if (!found.find()) {
      throw new RetryLater("the batch's answer is no batch: " + contentType);
    }
    var text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1).replaceAll("\r?\n", "\r\n");
    var pieces = text.split(Pattern.quote("\r\n--" + found.group(1).strip()), -1);
    var parts = new ArrayList<Part>();
    // Before the first boundary and behind the last one there is nothing of interest.
    for (var piece : Arrays.asList(pieces).subList(1, pieces.length)) {
      if (piece.startsWith("--")) {
        break;
      }
      parts.add(part(piece.substring(piece.indexOf('\n') + 1)));
    }
    return parts;
  }

  /** Told apart by Content-ID where the service gives it back; else they keep their order. */
  static List<BatchAnswer> ordered(List<BatchPart> asked, List<Part> parts) {
    var byId = new HashMap<String, Part>();
    parts.forEach(part -> byId.put(part.headers().getOrDefault("content-id", ""), part));
    boolean areAllThere = asked.stream().allMatch(one -> byId.containsKey(one.id()));
    var answers = new ArrayList<BatchAnswer>();
    for (int index = 0; index < asked.size(); index++) {
      var part = areAllThere ? byId.get(asked.get(index).id()) : parts.get(index);
      answers.add(part.answer());
    }
    return answers;
  }

  private static Part part(String text) {
    var headers = new HashMap<String, String>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      var line = text.substring(at, end < 0 ? text.length() : end).strip();
      at = end < 0 ? text.length() : end + 1;
      if (line.isEmpty()) {
        break;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return new Part(
        headers, text.substring(at).stripTrailing().getBytes(StandardCharsets.ISO_8859_1));
  }
}
