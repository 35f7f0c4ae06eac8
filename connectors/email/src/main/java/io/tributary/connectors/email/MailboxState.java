package io.tributary.connectors.email;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * How far a folder was read; the trigger's snapshot, committed with what was given out.
 *
 * @param uidValidity of the numbering that the other numbers belong to
 * @param lastUid everything up to it was given out
 * @param unsettled UIDs of what the last poll gave out, to be marked or moved where the fields say
 *     so
 * @param newest when the youngest of them came in, in milliseconds
 * @param recent marks of the Message-IDs that were given out last
 * @param againUntil after a new numbering: up to it stands what may have been given out before
 * @param againSince what came in before, up to {@code againUntil}, was given out before
 */
record MailboxState(
    long uidValidity,
    long lastUid,
    List<Long> unsettled,
    long newest,
    List<String> recent,
    long againUntil,
    long againSince) {
  private static final int MOST_RECENT = 1000;
  private static final int MARK_BYTES = 9;

  MailboxState {
    unsettled = List.copyOf(unsettled);
    recent = List.copyOf(recent);
  }

  /** Nothing was read, or all up to a UID counts as read. */
  static MailboxState from(long uidValidity, long uid, long now) {
    return new MailboxState(uidValidity, uid, List.of(), uid == 0 ? 0 : now, List.of(), 0, 0);
  }

  /** The folder is numbered anew: what was known by number is known by its Message-ID and date. */
  MailboxState renumbered(long newValidity, long lastUidNow, long marginMillis) {
    long since = againUntil > lastUid ? againSince : newest - marginMillis;
    return new MailboxState(newValidity, 0, List.of(), newest, recent, lastUidNow, since);
  }

  /** Whether a message of this numbering was given out in the earlier one. */
  boolean hasGiven(long uid, long received, String messageId) {
    return uid <= againUntil && (received < againSince || recent.contains(mark(messageId)));
  }

  MailboxState given(long uid, long received, String messageId) {
    var more = new ArrayList<>(recent);
    if (!messageId.isEmpty()) {
      more.add(mark(messageId));
    }
    var moreUids = new ArrayList<>(unsettled);
    moreUids.add(uid);
    return new MailboxState(
        uidValidity,
        uid,
        moreUids,
        Math.max(newest, received),
        more.subList(Math.max(0, more.size() - MOST_RECENT), more.size()),
        againUntil,
        againSince);
  }

  MailboxState passed(long uid) {
    return new MailboxState(uidValidity, uid, unsettled, newest, recent, againUntil, againSince);
  }

  MailboxState settled() {
    return new MailboxState(
        uidValidity, lastUid, List.of(), newest, recent, againUntil, againSince);
  }

  private static String mark(String messageId) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(messageId.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(Arrays.copyOf(hash, MARK_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
