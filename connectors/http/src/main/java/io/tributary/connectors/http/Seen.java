package io.tributary.connectors.http;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a poll keeps for the next one.
 *
 * @param asked what was asked for; of something else nothing here is true
 * @param etag of the answer; may be empty
 * @param lastModified of the answer; may be empty
 * @param keys of items that were given out, the newest last; each {@link Digest#LENGTH} long
 */
record Seen(String asked, String etag, String lastModified, String keys) {
  /** 36 KB as text: a step runner keeps snapshots of 40 KiB. */
  static final int MOST_KEYS = 3_000;

  static final int LONGEST_VALIDATOR = 500;

  static Seen nothing(String asked) {
    return new Seen(asked, "", "", "");
  }

  /** In the order they were given out. */
  Set<String> keySet() {
    var all = new LinkedHashSet<String>();
    for (int at = 0; at + Digest.LENGTH <= keys.length(); at += Digest.LENGTH) {
      all.add(keys.substring(at, at + Digest.LENGTH));
    }
    return all;
  }

  /** After an answer; the oldest keys are forgotten where there are too many. */
  Seen after(Incoming answer, Set<String> all) {
    return new Seen(
        asked,
        validator(answer.header("etag")),
        validator(answer.header("last-modified")),
        newest(all));
  }

  /** Within an answer, whose rest is still to be asked for: so without what would skip it. */
  Seen within(Set<String> all) {
    return new Seen(asked, "", "", newest(all));
  }

  private static String newest(Set<String> all) {
    var kept = new StringBuilder();
    all.stream().skip(Math.max(0, all.size() - MOST_KEYS)).forEach(kept::append);
    return kept.toString();
  }

  /** One that is too long is not sent back: the next poll asks for everything. */
  private static String validator(String header) {
    return header.length() > LONGEST_VALIDATOR ? "" : header;
  }
}
