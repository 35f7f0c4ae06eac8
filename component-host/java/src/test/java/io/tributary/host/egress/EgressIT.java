package io.tributary.host.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.host.HostProcess;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.tck.TestRunner;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A component's connections, by name, through the host and a stand-in of the runner's proxy. */
class EgressIT {
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private volatile String answer = "OK";
  private ServerSocketChannel proxy;
  private TestRunner runner;

  @AfterEach
  void end() throws IOException {
    runner.close();
    proxy.close();
  }

  @Test
  void grantedHostIsReachedThroughTheProxy() throws Exception {
    start("{\"host\": \"mail.example\", \"port\": 2525}");

    assertThat(fetch("mail.example", 2525).bodyText()).isEqualTo("\"gnip\"");
    assertThat(asked).containsExactly("CONNECT mail.example 2525 " + TestRunner.TOKEN);
  }

  @Test
  void nameBelowAGrantedDomainIsReached() throws Exception {
    start("{\"host\": \"*.mail.example\", \"port\": 2525}");

    assertThat(fetch("eu.mail.example", 2525).bodyText()).isEqualTo("\"gnip\"");
    assertThat(fetch("mail.example", 2525).type()).isEqualTo(FrameType.FAILED);
  }

  @Test
  void hostThatIsNotGrantedIsRefusedWithAdvice() throws Exception {
    start("{\"host\": \"mail.example\", \"port\": 2525}");

    var failed = fetch("evil.example", 2525);

    assertThat(failed.required(HeaderKey.MESSAGE))
        .isEqualTo("evil.example: host is not granted: declare it in component.json#/network");
    assertThat(runner.logs())
        .anySatisfy(
            line -> {
              assertThat(line.id()).isEqualTo(7);
              assertThat(line.bodyText()).startsWith("host evil.example is not granted: ");
            });
    assertThat(fetch("localhost", 2525).type()).isEqualTo(FrameType.FAILED);
    assertThat(asked).isEmpty();
  }

  @Test
  void refusalOfTheProxyIsLogged() throws Exception {
    answer = "REFUSED private-address 10.0.0.1 is private";
    start("{\"host\": \"mail.example\", \"port\": 2525}");

    fetch("mail.example", 2525);
    runner.send(Frame.of(FrameType.DRAIN));
    runner.closes();

    assertThat(runner.logs())
        .anySatisfy(
            line ->
                assertThat(line.bodyText())
                    .isEqualTo(
                        "egress to mail.example:2525 refused: "
                            + "REFUSED private-address 10.0.0.1 is private"));
  }

  private void start(String grants) throws Exception {
    runner =
        TestRunner.start(
            folder -> {
              listen(folder);
              return HostProcess.command();
            });
    runner.next();
    runner.send(
        Frame.of(FrameType.ASSIGN)
            .withBody(
                """
                {"flow": "f", "step": "s", "revision": 1, "component": "c", "fields": {},
                 "operation": {"kind": "action", "name": "test", "main": "%s"},
                 "egress": [%s]}
                """
                    .formatted(FetchOverTcp.class.getName(), grants)));
    assertThat(runner.next().type()).isEqualTo(FrameType.READY);
  }

  private Frame fetch(String host, int port) throws Exception {
    runner.send(
        Frame.of(FrameType.MESSAGE, 7)
            .withBody("{\"host\": \"%s\", \"port\": %d}".formatted(host, port)));
    var first = runner.next();
    if (first.type() == FrameType.EMIT) {
      runner.next();
    }
    return first;
  }

  private void listen(Path folder) {
    try {
      proxy = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      proxy.bind(UnixDomainSocketAddress.of(folder.resolve("egress.sock")));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        var way = proxy.accept();
        Thread.ofVirtual().start(() -> serve(way));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** Answers the line, and then gives back in reverse what comes until its end. */
  private void serve(SocketChannel way) {
    try (way) {
      asked.add(read(way, true));
      write(way, answer + "\n");
      if (answer.equals("OK")) {
        write(way, new StringBuilder(read(way, false)).reverse().toString());
      }
    } catch (IOException closed) {
      // The host went away.
    }
  }

  private static String read(SocketChannel way, boolean line) throws IOException {
    var text = new StringBuilder();
    var one = ByteBuffer.allocate(1);
    while (way.read(one.clear()) > 0) {
      char character = (char) one.get(0);
      if (line && character == '\n') {
        break;
      }
      text.append(character);
    }
    return text.toString();
  }

  private static void write(SocketChannel way, String text) throws IOException {
    way.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
