package io.tributary.connectors.email;

import io.tributary.sdk.GiveUp;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;

/** A folder of an IMAP server, open. */
final class Mailbox implements AutoCloseable {
  private final IMAPStore store;
  private final IMAPFolder folder;

  private Mailbox(IMAPStore store, IMAPFolder folder) {
    this.store = store;
    this.folder = folder;
  }

  /**
   * Opens it; closed with the store.
   *
   * @param writing whether messages will be marked or moved
   */
  static Mailbox open(IMAPStore store, String name, boolean writing) throws MessagingException {
    var mailbox = new Mailbox(store, (IMAPFolder) store.getFolder(name));
    try {
      mailbox.folder.open(writing ? Folder.READ_WRITE : Folder.READ_ONLY);
      return mailbox;
    } catch (MessagingException failure) {
      mailbox.close();
      throw failure;
    }
  }

  String name() {
    return folder.getFullName();
  }

  long uidValidity() throws MessagingException {
    return folder.getUIDValidity();
  }

  /** The highest UID that is in the folder; 0 where it is empty. */
  long lastUid() throws MessagingException {
    int count = folder.getMessageCount();
    return count == 0 ? 0 : folder.getUID(folder.getMessage(count));
  }

  /**
   * Messages after a UID, the oldest first, with what is said of them in lists. Their place is
   * looked for by halves: asking the server for all that come after would make a list of a whole
   * folder, and of its last message where there is none.
   */
  List<IMAPMessage> after(long uid, int most) throws MessagingException {
    int count = folder.getMessageCount();
    int first = firstAfter(uid, count);
    if (first > count) {
      return List.of();
    }
    var messages = folder.getMessages(first, (int) Math.min(count, (long) first + most - 1));
    var profile = new FetchProfile();
    profile.add(UIDFolder.FetchProfileItem.UID);
    profile.add(FetchProfile.Item.ENVELOPE);
    profile.add("References");
    folder.fetch(messages, profile);
    return Arrays.stream(messages).map(IMAPMessage.class::cast).toList();
  }

  long uid(Message message) throws MessagingException {
    return folder.getUID(message);
  }

  /** Waits until the server says that something is new, at most so long. */
  void await(Duration most) throws MessagingException {
    if (!store.hasCapability("IDLE")) {
      return;
    }
    var clock =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(most);
                    // Whatever is asked of the folder ends its waiting.
                    folder.isOpen();
                  } catch (InterruptedException heard) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      folder.idle(true);
    } finally {
      clock.interrupt();
    }
  }

  /** Marks them as seen; those that are gone are no error. */
  void markSeen(List<Long> uids) throws MessagingException {
    var messages = of(uids);
    if (messages.length > 0) {
      folder.setFlags(messages, new Flags(Flags.Flag.SEEN), true);
    }
  }

  /** Moves them; those that were moved already are no error. */
  void move(List<Long> uids, String target) throws MessagingException {
    if (!store.hasCapability("MOVE")) {
      throw new GiveUp(
          "fields#/moveTo: the server cannot move in one step (RFC 6851). Leave it empty");
    }
    var messages = of(uids);
    if (messages.length == 0) {
      return;
    }
    var to = store.getFolder(target);
    if (!to.exists()) {
      throw new GiveUp("fields#/moveTo: there is no folder \"" + target + "\". Choose another one");
    }
    folder.moveMessages(messages, to);
  }

  /** What was read is whole, however the server takes the farewell. */
  @Override
  public void close() {
    try (store) {
      if (folder.isOpen()) {
        folder.close(false);
      }
    } catch (MessagingException gone) {
      // The connection has ended, as it was to.
    }
  }

  private Message[] of(List<Long> uids) throws MessagingException {
    return uids.isEmpty()
        ? new Message[0]
        : Arrays.stream(folder.getMessagesByUID(uids.stream().mapToLong(Long::longValue).toArray()))
            .filter(Objects::nonNull)
            .toArray(Message[]::new);
  }

  /** Place of the first message whose UID is higher; UIDs grow with places. */
  private int firstAfter(long uid, int count) throws MessagingException {
    int low = 1;
    int high = count + 1;
    // Most often nothing is new, or little.
    while (high - low > 0) {
      int middle = high == count + 1 ? Math.max(low, count) : (low + high) >>> 1;
      if (folder.getUID(folder.getMessage(middle)) > uid) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
