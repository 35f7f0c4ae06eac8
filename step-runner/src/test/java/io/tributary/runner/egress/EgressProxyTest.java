package io.tributary.runner.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.StepAssignment.HostGrant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EgressProxyTest {
  private static final List<HostGrant> GRANTS =
      List.of(
          new HostGrant("api.example", 443),
          new HostGrant("mixed.example", 443),
          new HostGrant("none.example", 443),
          new HostGrant("127.0.0.1", 443),
          new HostGrant("mail.example", 25),
          new HostGrant("*.pets.example", 443));

  private static final InetSocketAddress MAIL_TRAP =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525);

  @TempDir Path folder;
  private final List<InetSocketAddress> connected = new CopyOnWriteArrayList<>();
  private ServerSocket outside;
  private EgressProxy proxy;

  @BeforeEach
  void start() throws IOException {
    outside = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::echo);
    proxy = start(Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    outside.close();
  }

  @Test
  void grantedHostIsReachedAtTheCheckedAddress() throws IOException {
    var answer = talk("CONNECT API.example 443 token\nhello");

    assertThat(answer).isEqualTo("OK\nhello");
    assertThat(connected).containsExactly(new InetSocketAddress("93.184.216.34", 443));
  }

  @Test
  void everythingBelowAGrantedDomainIsReached() throws IOException {
    assertThat(talk("CONNECT api.eu.pets.example 443 token\nhello")).isEqualTo("OK\nhello");
    assertThat(connected).hasSize(1);
  }

  @Test
  void operatorsExceptionIsReachedThoughItIsPrivate() throws IOException {
    var answer = talk("CONNECT mail.example 25 token\nHELO");

    assertThat(answer).isEqualTo("OK\nHELO");
    assertThat(connected).containsExactly(MAIL_TRAP);
  }

  @Test
  void bytesAreCountedBothWays() throws IOException {
    talk("CONNECT api.example 443 token\nhello");

    assertThat(proxy.sent()).isEqualTo(5);
    assertThat(proxy.received()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT other.example 443 token\n",
        "CONNECT api.example 80 token\n",
        "CONNECT pets.example 443 token\n",
        "CONNECT *.pets.example 443 token\n",
        "CONNECT evilpets.example 443 token\n",
        "CONNECT api.pets.example 80 token\n",
        "CONNECT api.example 443 wrong\n",
        "CONNECT api.example 443 \n",
        "CONNECT api.example -1 token\n",
        "CONNECT api.example:443 443 token\n",
        "GET / HTTP/1.1 token\n",
        "\n"
      })
  void whatIsNotGrantedOpensNoSocket(String line) throws IOException {
    assertThat(talk(line)).startsWith("REFUSED not-granted ");
    assertThat(connected).isEmpty();
  }

  @Test
  void onePrivateAddressAmongPublicOnesIsRefused() throws IOException {
    assertThat(talk("CONNECT mixed.example 443 token\n")).startsWith("REFUSED private-address ");
    assertThat(talk("CONNECT 127.0.0.1 443 token\n")).startsWith("REFUSED private-address ");
    assertThat(connected).isEmpty();
  }

  @Test
  void unknownNameIsUnresolved() throws IOException {
    assertThat(talk("CONNECT none.example 443 token\n")).startsWith("REFUSED unresolved ");
  }

  @Test
  void endlessLineIsRefused() throws IOException {
    assertThat(talk("x".repeat(512))).startsWith("REFUSED not-granted ");
  }

  @Test
  void grantsCanBeTakenBack() throws IOException {
    proxy.grant(List.of());

    assertThat(talk("CONNECT api.example 443 token\n")).startsWith("REFUSED not-granted ");
  }

  @Test
  void idleTunnelIsClosed() throws IOException {
    proxy.close();
    proxy = start(Duration.ofMillis(200));

    try (var channel = open()) {
      send(channel, "CONNECT api.example 443 token\n");
      assertThat(readAll(channel)).isEqualTo("OK\n");
    }
  }

  private EgressProxy start(Duration idle) throws IOException {
    var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    java.nio.file.Files.deleteIfExists(folder.resolve("egress.sock"));
    door.bind(UnixDomainSocketAddress.of(folder.resolve("egress.sock")));
    return EgressProxy.start(
        "test",
        door,
        "token",
        GRANTS,
        new EgressRules(
            EgressProxyTest::resolve,
            this::connect,
            Map.of(new Target("mail.example", 25), MAIL_TRAP),
            idle,
            10));
  }

  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    return switch (host) {
      case "api.example", "api.eu.pets.example" -> List.of(InetAddress.getByName("93.184.216.34"));
      case "mixed.example" ->
          List.of(InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1"));
      case "127.0.0.1" -> List.of(InetAddress.getByName(host));
      default -> throw new UnknownHostException(host);
    };
  }

  private SocketChannel connect(InetSocketAddress address) throws IOException {
    connected.add(address);
    return SocketChannel.open(outside.getLocalSocketAddress());
  }

  private String talk(String text) throws IOException {
    try (var channel = open()) {
      send(channel, text);
      if (!text.startsWith("x")) {
        channel.shutdownOutput();
      }
      return readAll(channel);
    }
  }

  private SocketChannel open() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("egress.sock")));
  }

  private static void send(SocketChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String readAll(SocketChannel channel) throws IOException {
    return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
  }

  private void echo() {
    try {
      while (!outside.isClosed()) {
        var socket = outside.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (socket) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                  } catch (IOException gone) {
                    // The proxy closed it.
                  }
                });
      }
    } catch (IOException closed) {
      // The test has ended.
    }
  }
}
