package io.tributary.runtime.hooks;

import io.tributary.contracts.broker.BrokerAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * This door among several.
 *
 * @param broker the message broker
 * @param ingress the door's name; it stays over restarts, so that reply topics do not pile up
 * @param mostWaiting messages on their way through one flow; past them the door is closed
 */
public record IngressSettings(BrokerAccess broker, String ingress, int mostWaiting) {
  public String replyTopic() {
    return "tributary.replies." + ingress;
  }

  /** With the name that the file holds; made where it is missing. */
  public static IngressSettings of(BrokerAccess broker, Path file, int mostWaiting) {
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, UUID.randomUUID().toString().substring(0, 8));
      }
      return new IngressSettings(broker, Files.readString(file).strip(), mostWaiting);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The file \"ingress\" in the data folder cannot be made or read.", e);
    }
  }
}
