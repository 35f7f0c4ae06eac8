package io.tributary.connectors.email;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tributary.sdk.LargeBody;
import io.tributary.sdk.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LargeFileTest {
  private static final int FIFTY_MIB = 50 * 1024 * 1024;
  private static final long MOST_IN_USE = 16L * 1024 * 1024;

  @Test
  void largeFileIsReadWhileItIsSent() throws Exception {
    var heard = new AtomicLong();
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var smtp =
          new Smtp(
              "127.0.0.1",
              listener.getLocalPort(),
              Optional.of(Security.NONE),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              "a@example.org");
      var call = new Call(smtp, Map.of(), null);
      Thread.ofVirtual().start(() -> listen(listener, heard, call));

      new Send().run(letterWith(new Generated(FIFTY_MIB)), call, call);

      assertThat(heard.get()).isGreaterThan(FIFTY_MIB / 3L * 4);
      assertThat(call.mostInUse()).isLessThan(MOST_IN_USE);
    }
  }

  @Test
  void largeFileIsStoredWhileItIsRead() throws Exception {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    var leads = server.setUser("leads@example.org", "leads", "enchantress");
    server.start();
    try {
      var message =
          new OutgoingMessage(
              jakarta.mail.Session.getInstance(new Properties()), "<1@example.org>");
      message.write(letterWith(new Generated(FIFTY_MIB)), Addresses.one("", "a@example.org"));
      leads.deliver(message);
      var imap =
          new Imap(
              Optional.of("127.0.0.1"),
              Optional.of(server.getImap().getPort()),
              Optional.of(Security.NONE),
              Optional.of("leads"),
              Optional.of(new Secret("enchantress")),
              Optional.empty(),
              Optional.empty());
      var all =
          new NewMessage.Manner(
              Optional.empty(),
              Optional.of("all"),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      var call = new Call(imap, Map.of(NewMessage.Manner.class, all), null);

      new NewMessage().poll(call, call);

      assertThat(call.stored()).isEqualTo(FIFTY_MIB);
      assertThat(((IncomingLetter) call.emitted()).cut()).isFalse();
      assertThat(call.mostInUse()).isLessThan(MOST_IN_USE);
    } finally {
      server.stop();
    }
  }

  private static Send.Letter letterWith(LargeBody body) {
    return new Send.Letter(
        List.of("b@example.org"),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of("s"),
        Optional.of("t"),
        Optional.empty(),
        List.of(
            new Send.Attachment(
                "a.bin", Optional.empty(), Optional.empty(), Optional.of(body), Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  /** A server that takes everything and keeps nothing. */
  private static void listen(ServerSocket listener, AtomicLong heard, Call call) {
    try (var socket = listener.accept()) {
      var in = new BufferedInputStream(socket.getInputStream());
      var out = socket.getOutputStream();
      out.write("220 ready\r\n".getBytes(US_ASCII));
      for (var line = line(in); !line.isEmpty(); line = line(in)) {
        if (line.startsWith("DATA")) {
          out.write("354 go on\r\n".getBytes(US_ASCII));
          long next = 10_000_000;
          for (var data = line(in); !data.equals(".\r\n"); data = line(in)) {
            if (heard.addAndGet(data.length()) > next) {
              next += 10_000_000;
              call.look();
            }
          }
        }
        out.write("250 fine\r\n".getBytes(US_ASCII));
      }
    } catch (IOException closed) {
      // The client has heard enough.
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    int one = in.read();
    while (one >= 0) {
      line.append((char) one);
      if (one == '\n') {
        break;
      }
      one = in.read();
    }
    return line.toString();
  }

  private record Generated(long size) implements LargeBody {
    @Override
    public InputStream open() {
      return new InputStream() {
        private long given;

        @Override
        public int read() {
          return given++ < size ? (int) (given & 0xFF) : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
          int some = (int) Math.min(length, size - given);
          for (int i = 0; i < some; i++) {
            bytes[offset + i] = (byte) ++given;
          }
          return some <= 0 ? -1 : some;
        }
      };
    }
  }
}
