package io.tributary.connectors.email;

import io.tributary.sdk.GiveUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a reply belongs to (RFC 5322, 3.6.4).
 *
 * @param messageId of the message that is answered
 * @param references the header: those before it, and itself
 * @param subject what a reply without one of its own has
 */
record MailThread(String messageId, String references, Optional<String> subject) {
  private static final int MOST_REFERENCES = 20;
  private static final String PLACE = "input#/inReplyTo";
  private static final Pattern ID = Pattern.compile("<[\\x21-\\x3b\\x3d\\x3f-\\x7e]{1,500}>");

  static MailThread of(Object answered) {
    if (answered instanceof String id) {
      return new MailThread(checked(PLACE, id), checked(PLACE, id), Optional.empty());
    }
    if (!(answered instanceof Map<?, ?> message)
        || !(message.get("messageId") instanceof String id)) {
      throw new GiveUp(PLACE + "/messageId: is missing. Map a Message-ID, or a whole message");
    }
    var own = checked(PLACE + "/messageId", id);
    return new MailThread(
        own,
        String.join("\r\n ", references(message.get("references"), own)),
        message.get("subject") instanceof String subject
            ? Optional.of(reply(subject))
            : Optional.empty());
  }

  /** The first, which began it all, and the last ones. */
  private static List<String> references(Object given, String own) {
    var all = new ArrayList<String>();
    if (given instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        all.add(checked(PLACE + "/references/" + i, String.valueOf(list.get(i))));
      }
    } else if (given instanceof String one) {
      all.add(checked(PLACE + "/references", one));
    }
    all.remove(own);
    all.add(own);
    while (all.size() > MOST_REFERENCES) {
      all.remove(1);
    }
    return all;
  }

  private static String checked(String place, String id) {
    var text = id.startsWith("<") ? id : "<" + id + ">";
    if (!ID.matcher(text).matches()) {
      throw new GiveUp(place + ": is no Message-ID. Map what the e-mail's header says");
    }
    return text;
  }

  private static String reply(String subject) {
    var text = subject.strip();
    return text.regionMatches(true, 0, "re:", 0, 3) ? text : "Re: " + text;
  }
}
