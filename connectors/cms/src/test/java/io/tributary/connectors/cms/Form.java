package io.tributary.connectors.cms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A form as a server reads it: what stands in front of the file, and how long the file is. The file
 * itself is kept only where it is small.
 */
record Form(Map<String, String> fields, String fileField, String fileHead, long size, byte[] file) {
  private static final int KEPT = 64 * 1024;

  static Form read(String contentType, InputStream body, long length, Runnable look)
      throws IOException {
    var boundary = "--" + contentType.replaceFirst(".*boundary=", "");
    var first = body.readNBytes(KEPT);
    var text = new String(first, StandardCharsets.ISO_8859_1);
    var fields = new LinkedHashMap<String, String>();
    int at = 0;
    while (true) {
      if (!text.startsWith(boundary + "\r\n", at)) {
        throw new IOException("a part does not begin with the boundary");
      }
      int head = at + boundary.length() + 2;
      int end = text.indexOf("\r\n\r\n", head);
      var headers = text.substring(head, end);
      var name = headers.replaceFirst("(?s).*?; name=\"([^\"]*)\".*", "$1");
      if (headers.contains("filename=")) {
        long ending = ("\r\n" + boundary + "--\r\n").length();
        long size = length - (end + 4) - ending;
        var kept = new ByteArrayOutputStream();
        kept.write(first, end + 4, (int) Math.min(first.length - end - 4, size));
        drop(body, look);
        return new Form(fields, name, headers, size, kept.toByteArray());
      }
      int next = text.indexOf("\r\n" + boundary, end);
      var value = text.substring(end + 4, next);
      fields.put(
          name, new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
      at = next + 2;
    }
  }

  private static void drop(InputStream body, Runnable look) throws IOException {
    var piece = new byte[64 * 1024];
    long seen = 0;
    for (int some = body.read(piece); some >= 0; some = body.read(piece)) {
      if (seen / 8_000_000 != (seen + some) / 8_000_000) {
        look.run();
      }
      seen += some;
    }
  }

  String filename() {
    return fileHead.replaceFirst("(?s).*; filename=\"([^\"]*)\".*", "$1");
  }
}
