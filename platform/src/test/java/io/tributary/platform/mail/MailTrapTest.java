package io.tributary.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailTrapTest {
  private static final int MAILS = 100;

  private final int port = freePort();
  private final MailTrap trap = new MailTrap(port);

  @AfterEach
  void close() {
    trap.close();
  }

  @Test
  void oneCopyForEachRecipient() {
    send("sales@northwind.test, marketing@northwind.test", "hello");

    assertThat(trap.messages())
        .extracting(TrappedMail::recipient, TrappedMail::subject)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("sales@northwind.test", "hello"),
            org.assertj.core.groups.Tuple.tuple("marketing@northwind.test", "hello"));
  }

  @Test
  void itIsReadWhileMailComesIn() {
    var sending =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < MAILS; i++) {
                send("sales@northwind.test", "mail " + i);
              }
            });

    int seen = 0;
    while (!sending.isDone()) {
      int now = trap.messages().size();
      assertThat(now).as("never fewer than before").isGreaterThanOrEqualTo(seen);
      seen = now;
    }

    sending.join();
    assertThat(trap.messages()).hasSize(MAILS);
  }

  private void send(String to, String subject) {
    GreenMailUtil.sendTextEmail(
        to,
        "cms@northwind.test",
        subject,
        "text",
        new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new java.io.UncheckedIOException(none);
    }
  }
}
