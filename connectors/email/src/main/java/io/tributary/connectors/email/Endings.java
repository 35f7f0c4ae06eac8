package io.tributary.connectors.email;

import jakarta.mail.FolderClosedException;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import java.util.Optional;

/** Tells an e-mail that is malformed from one that could not be read to its end. */
final class Endings {
  private static final int DEEPEST = 10;

  private Endings() {}

  /** What ended the reading: the connection, or somebody who deleted the message. */
  static Optional<MessagingException> in(Exception failure) {
    Throwable each = failure;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      if (each instanceof FolderClosedException
          || each instanceof StoreClosedException
          || each instanceof MessageRemovedException) {
        return Optional.of((MessagingException) each);
      }
      each = each.getCause();
    }
    return Optional.empty();
  }
}
