package io.tributary.connectors.sap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a trigger has come by a timestamp.
 *
 * @param at the newest instant that entities were given out of
 * @param ids prints of the keys of that very instant; more entities of it may turn up later
 * @param after key of the last entity that was read, where the next page begins behind it
 */
record Mark(String at, List<String> ids, Map<String, Object> after) {
  /** Of 11 letters each: what is kept has 40 KiB at most. */
  static final int MOST_IDS = 1_500;

  static Mark from(Instant instant) {
    return new Mark(instant.toString(), List.of(), Map.of());
  }

  Instant instant() {
    return Instant.parse(at);
  }

  /**
   * Whether an entity of the instant was given out.
   *
   * @param known the ids when the page was begun, to be found fast
   */
  boolean knows(Instant stamp, String key, Set<String> known) {
    return stamp.equals(instant()) && known.contains(print(key));
  }

  /** After one more entity. */
  Mark past(Instant stamp, String key) {
    var print = print(key);
    if (!stamp.equals(instant())) {
      return new Mark(stamp.toString(), new ArrayList<>(List.of(print)), Map.of());
    }
    if (ids.size() >= MOST_IDS || isBeyond()) {
      return new Mark(at, List.of(), Map.of("more", true));
    }
    // Grows in place: copied for each entity, a thousand of one instant would take a second.
    var more = ids instanceof ArrayList<String> own ? own : new ArrayList<>(ids);
    more.add(print);
    return new Mark(at, more, after);
  }

  /** Whether the instant has so many entities that only the last of them is kept. */
  boolean isBeyond() {
    return ids.isEmpty() && !after.isEmpty();
  }

  Mark behind(Map<String, Object> key) {
    return new Mark(at, ids, key);
  }

  /** To begin with the instant itself again. */
  Mark again() {
    return new Mark(at, ids, Map.of());
  }

  private static String print(String key) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      byte[] bytes = hash.digest(key.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, 8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
