package io.tributary.runner.egress;

import io.tributary.contracts.steps.StepAssignment.HostGrant;
import io.tributary.egress.RefusedRanges;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The proxy of one worker. Each connection says one line, {@code CONNECT host port token}, and is
 * answered {@code OK}, or {@code REFUSED code text} and closed.
 */
public final class EgressProxy implements AutoCloseable {
  private static final Logger LOG = System.getLogger(EgressProxy.class.getName());
  private static final int LONGEST_LINE = 512;

  private final String label;
  private final ServerSocketChannel door;
  private final byte[] token;
  private final EgressRules rules;
  private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private volatile Grants granted;

  private EgressProxy(
      String label,
      ServerSocketChannel door,
      String token,
      List<HostGrant> grants,
      EgressRules rules) {
    this.label = label;
    this.door = door;
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.rules = rules;
    this.granted = Grants.of(grants);
  }

  /**
   * Serves the worker until it is closed.
   *
   * @param door listens; closed with the proxy
   * @param token the worker's
   */
  public static EgressProxy start(
      String label,
      ServerSocketChannel door,
      String token,
      List<HostGrant> grants,
      EgressRules rules) {
    var proxy = new EgressProxy(label, door, token, grants, rules);
    Thread.ofVirtual().name("egress " + label).start(proxy::serve);
    return proxy;
  }

  /** From now on these are granted, and no others; open tunnels stay. */
  public void grant(List<HostGrant> grants) {
    granted = Grants.of(grants);
  }

  /** Bytes that the worker has sent out. */
  public long sent() {
    return sent.get();
  }

  /** Bytes that have come in for the worker. */
  public long received() {
    return received.get();
  }

  /** Ends every tunnel; nothing is connected any more. */
  @Override
  public void close() {
    if (!door.isOpen()) {
      return;
    }
    closeQuietly(door);
    tunnels.forEach(Tunnel::close);
    if (sent.get() + received.get() > 0) {
      LOG.log(
          Level.INFO, "{0}: sent {1} bytes out, received {2}", label, sent.get(), received.get());
    }
  }

  private void serve() {
    try {
      while (door.isOpen()) {
        var worker = door.accept();
        Thread.ofVirtual().name("tunnel " + label).start(() -> answer(worker));
      }
    } catch (IOException closed) {
      LOG.log(Level.DEBUG, label, closed);
    }
  }

  private void answer(SocketChannel worker) {
    var tunnel = new Tunnel(worker, sent, received);
    tunnels.add(tunnel);
    try (tunnel) {
      if (!door.isOpen()) {
        return;
      }
      // Whoever connects and says nothing is closed like an idle tunnel.
      var watch = tunnel.watch(rules.idleLimit());
      try {
        tunnel.carry(connect(line(worker)));
      } catch (Refusal refusal) {
        LOG.log(Level.WARNING, "{0}: egress refused: {1}", label, refusal.getMessage());
        say(worker, "REFUSED " + refusal.getMessage() + "\n");
      } finally {
        watch.interrupt();
      }
    } catch (IOException broken) {
      LOG.log(Level.DEBUG, label, broken);
    } finally {
      tunnels.remove(tunnel);
    }
  }

  private java.util.Optional<SocketChannel> connectTo(List<InetSocketAddress> addresses) {
    for (var address : addresses) {
      try {
        return java.util.Optional.of(rules.connector().connect(address));
      } catch (IOException unreachable) {
        LOG.log(Level.DEBUG, label + ": " + address, unreachable);
      }
    }
    return java.util.Optional.empty();
  }

  /** Tells the worker OK as soon as the other side is there. */
  private Tunnel.Opened connect(Line line) throws Refusal, IOException {
    if (tunnels.size() > rules.tunnels()) {
      throw new Refusal("unreachable", "more than " + rules.tunnels() + " connections at once");
    }
    if (!MessageDigest.isEqual(line.token().getBytes(StandardCharsets.UTF_8), token)) {
      throw new Refusal("not-granted", "the token is not this worker's");
    }
    var target = Target.of(line.host(), line.port()).orElse(null);
    if (target == null || !granted.contain(target)) {
      throw new Refusal(
          "not-granted",
          "%s:%s is not granted: declare it in component.json under network"
              .formatted(shown(line.host()), shown(line.port())));
    }
    var remote =
        connectTo(addresses(target))
            .orElseThrow(
                () -> new Refusal("unreachable", shown(target.host()) + " cannot be reached"));
    return new Tunnel.Opened(remote, line.early());
  }

  /** All of a name's addresses must be allowed: one private among public ones is an attack. */
  private List<InetSocketAddress> addresses(Target target) throws Refusal {
    var exception = rules.exceptions().get(target);
    if (exception != null) {
      return List.of(exception);
    }
    List<InetAddress> resolved;
    try {
      resolved = rules.resolver().resolve(target.host());
    } catch (UnknownHostException unknown) {
      throw new Refusal("unresolved", target.host() + " has no address");
    }
    if (resolved.isEmpty()) {
      throw new Refusal("unresolved", target.host() + " has no address");
    }
    if (resolved.stream().anyMatch(RefusedRanges::contain)) {
      throw new Refusal(
          "private-address",
          target.host() + " leads to an address that is not public: an operator can allow it");
    }
    return resolved.stream().map(address -> new InetSocketAddress(address, target.port())).toList();
  }

  private static Line line(SocketChannel worker) throws IOException, Refusal {
    var buffer = ByteBuffer.allocate(LONGEST_LINE);
    for (int seen = 0; ; ) {
      if (worker.read(buffer) < 0) {
        throw new IOException("closed before it said where to");
      }
      for (; seen < buffer.position(); seen++) {
        if (buffer.get(seen) == '\n') {
          return Line.read(buffer.flip(), seen);
        }
      }
      if (!buffer.hasRemaining()) {
        throw new Refusal("not-granted", "the line is longer than " + LONGEST_LINE + " bytes");
      }
    }
  }

  static void say(SocketChannel worker, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      worker.write(bytes);
    }
  }

  /** What a worker wrote, for a log. */
  private static String shown(String text) {
    return text.replaceAll("[^A-Za-z0-9._:-]", "?");
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception alreadyBroken) {
      LOG.log(Level.DEBUG, "closing", alreadyBroken);
    }
  }

  /** The one line, and what was sent right behind it without waiting for the answer. */
  private record Line(String host, String port, String token, ByteBuffer early) {
    static Line read(ByteBuffer buffer, int end) throws Refusal {
      var words =
          StandardCharsets.ISO_8859_1.decode(buffer.slice(0, end)).toString().split(" ", -1);
      if (words.length != 4 || !words[0].equals("CONNECT")) {
        throw new Refusal("not-granted", "the line is not CONNECT host port token");
      }
      buffer.position(end + 1);
      return new Line(words[1], words[2], words[3], buffer);
    }
  }

  /** A refusal as the worker gets it: code and text. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String code, String text) {
      super(code + " " + text);
    }
  }

  /** So long a connection may stand before it has said where to. */
  static final Duration UNSAID = Duration.ofSeconds(10);
}
