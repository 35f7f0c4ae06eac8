package io.tributary.runner.delivery;

import io.tributary.protocol.Frame;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.protocol.ProtocolViolation.Rule;
import java.util.HashMap;

/** Reads a host's REPLY. */
final class Replies {
  private static final int HEADER_TEXT = 8_192;

  private Replies() {}

  static Ending.Reply read(Frame frame) throws ProtocolViolation {
    var headers = new HashMap<String, String>();
    frame
        .headers()
        .forEach(
            (key, value) -> {
              if (key.startsWith(HeaderKey.REPLY_HEADER_PREFIX)) {
                headers.put(
                    key.substring(HeaderKey.REPLY_HEADER_PREFIX.length()),
                    PlainText.of(value, HEADER_TEXT));
              }
            });
    return new Ending.Reply(status(frame.required(HeaderKey.STATUS)), headers, frame.body());
  }

  private static int status(String text) throws ProtocolViolation {
    if (!text.matches("[2-5][0-9]{2}")) {
      throw new ProtocolViolation(Rule.HEADER_VALUE, "REPLY, status is not 200 to 599");
    }
    return Integer.parseInt(text);
  }
}
