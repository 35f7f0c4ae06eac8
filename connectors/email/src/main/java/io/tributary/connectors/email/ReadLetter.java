package io.tributary.connectors.email;

import io.tributary.connectors.email.IncomingLetter.Address;
import io.tributary.sdk.Context;
import jakarta.mail.Message;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.imap.IMAPMessage;

/** Reads messages of one poll; their files go beside the output while they are read. */
final class ReadLetter {
  private static final int MOST_ADDRESSES = 500;
  private static final int MOST_REFERENCES = 100;
  private static final int LONGEST_SUBJECT = 2000;
  private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,998}>");

  private final String folder;
  private final Context context;
  private final FileRoom room = new FileRoom();
  private boolean cut;

  ReadLetter(String folder, Context context) {
    this.folder = folder;
    this.context = context;
  }

  /** Whether the poll can hold its files as well; the first message always has room. */
  boolean hasRoomFor(Message message) throws MessagingException {
    return room.isUntouched() || room.has(Math.max(0, message.getSize()));
  }

  IncomingLetter read(IMAPMessage message, long uid) throws MessagingException, IOException {
    cut = false;
    room.touch();
    var parts = new LetterParts(context, room);
    try {
      parts.read(message);
      return letter(message, uid, parts, Optional.empty());
    } catch (MessagingException | IOException malformed) {
      var ended = Endings.in(malformed);
      if (ended.isPresent()) {
        throw ended.get();
      }
      if (malformed instanceof InterruptedIOException cancelled) {
        throw cancelled;
      }
      return letter(
          message, uid, parts.raw(message), Optional.of(String.valueOf(malformed.getMessage())));
    }
  }

  private IncomingLetter letter(
      IMAPMessage message, long uid, LetterParts parts, Optional<String> problem)
      throws MessagingException {
    var from = addresses(message.getFrom());
    var to = addresses(message.getRecipients(RecipientType.TO));
    var cc = addresses(message.getRecipients(RecipientType.CC));
    var replyTo = addresses(message.getReplyTo());
    var subject = Optional.ofNullable(message.getSubject()).orElse("");
    return new IncomingLetter(
        folder,
        uid,
        Optional.ofNullable(message.getMessageID()),
        Optional.ofNullable(message.getInReplyTo()),
        references(message),
        from,
        to,
        cc,
        replyTo,
        shortened(subject),
        time(message.getSentDate()),
        time(message.getReceivedDate()),
        Math.max(0, message.getSizeLong()),
        parts.text(),
        parts.html(),
        parts.attachments(),
        cut || parts.isCut(),
        parts.rawBody(),
        problem);
  }

  private String shortened(String subject) {
    cut |= subject.length() > LONGEST_SUBJECT;
    return subject.substring(0, Math.min(LONGEST_SUBJECT, subject.length()));
  }

  private List<String> references(Message message) throws MessagingException {
    var header = message.getHeader("References");
    return header == null
        ? List.of()
        : ID.matcher(String.join(" ", header))
            .results()
            .map(found -> found.group())
            .limit(MOST_REFERENCES)
            .toList();
  }

  private List<Address> addresses(jakarta.mail.Address[] addresses) {
    if (addresses == null) {
      return List.of();
    }
    cut |= addresses.length > MOST_ADDRESSES;
    return Arrays.stream(addresses).limit(MOST_ADDRESSES).map(ReadLetter::address).toList();
  }

  private static Address address(jakarta.mail.Address address) {
    return address instanceof InternetAddress known
        ? new Address(
            Optional.ofNullable(known.getAddress()).orElse(""),
            Optional.ofNullable(known.getPersonal()).filter(name -> !name.isBlank()))
        : new Address(address.toString(), Optional.empty());
  }

  private static Optional<String> time(Date date) {
    return Optional.ofNullable(date).map(one -> one.toInstant().toString());
  }
}
