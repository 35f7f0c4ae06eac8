package io.tributary.runtime.leaving;

import io.tributary.contracts.steps.BodyReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The large bodies that messages of one flow refer to. One is for people to see where no message
 * hides it: what is secret in one place is not given away at another.
 */
final class ReferredBodies {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final Room room;
  private final Map<String, Referred> shown = new LinkedHashMap<>();
  private final Set<String> hidden = new HashSet<>();
  private boolean cut;

  ReferredBodies(Room room) {
    this.room = room;
  }

  /**
   * One of them.
   *
   * @param reference as it stands in the message: read, a short one may be long
   */
  record Referred(String id, String reference, String sha256) {

    /** Absent where it is none, whatever a component has written there. */
    static @Nullable Referred in(JsonNode node) {
      var reference = node.path("$body").asString("");
      var sha256 = node.path("sha256").asString("");
      if (reference.isEmpty() || !SHA_256.matcher(sha256).matches()) {
        return null;
      }
      try {
        return new Referred(BodyReference.parse(reference).id(), reference, sha256);
      } catch (IllegalArgumentException other) {
        return null;
      }
    }
  }

  /** Memory for what all flows of an export refer to. */
  static final class Room {
    /** With its file's place in the archive's directory. */
    private static final int EACH = 800;

    private long left;

    Room(long bytes) {
      this.left = bytes;
    }

    private boolean take(Referred body) {
      int needed = EACH + body.reference().length();
      if (needed > left) {
        return false;
      }
      left -= needed;
      return true;
    }
  }

  /**
   * Takes note of a message.
   *
   * @param seen the message as people may see it
   * @return the ids of the bodies in what they see
   */
  List<String> note(JsonNode message, JsonNode seen) {
    var visible = new LinkedHashMap<String, Referred>();
    collect(seen, visible);
    if (!seen.equals(message)) {
      var all = new LinkedHashMap<String, Referred>();
      collect(message, all);
      all.keySet().removeAll(visible.keySet());
      all.values().forEach(this::hide);
    }
    visible.values().forEach(this::show);
    return List.copyOf(visible.keySet());
  }

  /** Those that may be seen, in the order of their first messages. */
  Collection<Referred> shown() {
    return new ArrayList<>(shown.values());
  }

  /** Ids of those that may not. */
  Set<String> hidden() {
    return Set.copyOf(hidden);
  }

  /** Whether there are more than there was room for. */
  boolean isCut() {
    return cut;
  }

  private void hide(Referred body) {
    if (shown.remove(body.id()) != null || isNewWithRoom(body)) {
      hidden.add(body.id());
    }
  }

  private void show(Referred body) {
    if (!shown.containsKey(body.id()) && isNewWithRoom(body)) {
      shown.put(body.id(), body);
    }
  }

  private boolean isNewWithRoom(Referred body) {
    if (hidden.contains(body.id())) {
      return false;
    }
    boolean fits = room.take(body);
    cut |= !fits;
    return fits;
  }

  private static void collect(JsonNode node, Map<String, Referred> found) {
    var body = Referred.in(node);
    if (body != null) {
      found.putIfAbsent(body.id(), body);
    }
    node.valueStream().forEach(part -> collect(part, found));
  }
}
