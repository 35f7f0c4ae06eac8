package io.tributary.connectors.email;

import io.tributary.sdk.Choices;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.PollingTrigger;
import io.tributary.sdk.Setup;
import jakarta.mail.Folder;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.imap.IMAPMessage;

/**
 * Gives out each e-mail of a folder once. How far it was read is committed with what was given out;
 * messages are marked or moved by the next poll, when that is certain.
 */
public final class NewMessage implements PollingTrigger, Choices {
  private static final int MOST_CHOICES = 1000;
  private static final Duration MARGIN = Duration.ofDays(7);

  private final Clock clock;

  public NewMessage() {
    this(Clock.systemUTC());
  }

  NewMessage(Clock clock) {
    this.clock = clock;
  }

  /**
   * The step's fields.
   *
   * @param first {@code new} or {@code all}: what the first poll gives out
   * @param most messages of one poll
   * @param waitSeconds that a poll waits for something new
   */
  record Manner(
      Optional<String> folder,
      Optional<String> first,
      Optional<Boolean> markSeen,
      Optional<String> moveTo,
      Optional<Integer> most,
      Optional<Integer> waitSeconds) {
    Manner {
      folder = folder.filter(name -> !name.isBlank());
      moveTo = moveTo.filter(name -> !name.isBlank());
    }

    int mostOrUsual() {
      return inRange("most", most.orElse(50), 1, 200);
    }

    Duration patience() {
      return Duration.ofSeconds(inRange("waitSeconds", waitSeconds.orElse(0), 0, 10));
    }

    boolean marks() {
      return markSeen.orElse(false);
    }

    private static int inRange(String field, int value, int least, int most) {
      if (value < least || value > most) {
        throw new GiveUp("fields#/%s: is %d. Use %d to %d".formatted(field, value, least, most));
      }
      return value;
    }
  }

  @Override
  public void poll(Context context, Emitter out) throws IOException {
    var manner = context.fields(Manner.class);
    int most = manner.mostOrUsual();
    var patience = manner.patience();
    var imap = context.connection(Imap.class);
    boolean writing = manner.marks() || manner.moveTo().isPresent();
    try (var mailbox = Mailbox.open(imap.open(), manner.folder().orElse("INBOX"), writing)) {
      var state = settled(began(mailbox, manner, context), mailbox, manner);
      context.snapshot().save(state);
      var messages = mailbox.after(state.lastUid(), most);
      if (messages.isEmpty() && patience.isPositive()) {
        mailbox.await(patience);
        messages = mailbox.after(state.lastUid(), most);
      }
      give(messages, state, mailbox, context, out);
    } catch (MessagingException failure) {
      throw imap.sorted(failure);
    }
  }

  @Override
  public List<Choice> choices(String name, Setup setup) {
    var imap = setup.connection(Imap.class);
    try (var store = imap.open()) {
      var choices = new ArrayList<Choice>();
      for (var folder : store.getDefaultFolder().list("*")) {
        if ((folder.getType() & Folder.HOLDS_MESSAGES) != 0 && choices.size() < MOST_CHOICES) {
          choices.add(new Choice(folder.getFullName(), folder.getFullName()));
        }
      }
      return choices;
    } catch (MessagingException failure) {
      throw imap.sorted(failure);
    }
  }

  private MailboxState began(Mailbox mailbox, Manner manner, Context context)
      throws MessagingException {
    long validity = mailbox.uidValidity();
    var before = context.snapshot().read(MailboxState.class);
    if (before.isEmpty()) {
      boolean all = manner.first().orElse("new").equals("all");
      return MailboxState.from(validity, all ? 0 : mailbox.lastUid(), clock.millis());
    }
    if (before.get().uidValidity() == validity) {
      return before.get();
    }
    context
        .log()
        .warn(
            "the server numbers {} anew: what came in up to {} days before the youngest known"
                + " message counts as known, and what is younger is given out unless its Message-ID"
                + " is one of the last 1,000",
            mailbox.name(),
            MARGIN.toDays());
    return before.get().renumbered(validity, mailbox.lastUid(), MARGIN.toMillis());
  }

  /** What earlier polls gave out is committed now: a crash from here on loses no message. */
  private static MailboxState settled(MailboxState state, Mailbox mailbox, Manner manner)
      throws MessagingException {
    if (manner.marks()) {
      mailbox.markSeen(state.unsettled());
    }
    if (manner.moveTo().isPresent()) {
      mailbox.move(state.unsettled(), manner.moveTo().get());
    }
    return state.settled();
  }

  private static void give(
      List<IMAPMessage> messages, MailboxState from, Mailbox mailbox, Context context, Emitter out)
      throws MessagingException, IOException {
    var state = from;
    var letters = new ReadLetter(mailbox.name(), context);
    for (var message : messages) {
      try {
        long uid = mailbox.uid(message);
        if (!letters.hasRoomFor(message)) {
          return;
        }
        var received = message.getReceivedDate();
        long at = received == null ? 0 : received.getTime();
        var id = Optional.ofNullable(message.getMessageID()).orElse("");
        if (state.hasGiven(uid, at, id)) {
          state = state.passed(uid);
          context.snapshot().save(state);
          continue;
        }
        out.emit(letters.read(message, uid));
        state = state.given(uid, at, id);
        context.snapshot().save(state);
        out.page(uid);
      } catch (MessageRemovedException gone) {
        // Somebody deleted it while it was read: nothing was given out of it.
        context.log().debug("a message was deleted while it was read");
      }
    }
  }
}
