package io.tributary.host.egress;

import io.tributary.host.assignment.Assignment.Grant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names a worker may look up, each with a loopback address of its own and its listeners. */
public final class GrantedHosts {
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");
  private static final int MOST_NAMES = 4096;
  private static volatile @Nullable GrantedHosts installed;

  private final List<Grant> grants;
  private final Tunnels tunnels;
  private final Map<String, InetAddress> addresses = new HashMap<>();
  private final Map<InetAddress, String> names = new HashMap<>();

  private GrantedHosts(List<Grant> grants, Tunnels tunnels) {
    this.grants = List.copyOf(grants);
    this.tunnels = tunnels;
  }

  /**
   * From now on, this process's look-ups are answered by the grants and by nothing else.
   *
   * @throws IOException if a granted port cannot be listened on, saying which and why
   */
  public static void install(List<Grant> grants, Tunnels tunnels) throws IOException {
    var hosts = new GrantedHosts(grants, tunnels);
    for (var grant : hosts.grants) {
      if (LOOPBACK.matcher(grant.host()).matches()) {
        tunnels.open(new InetSocketAddress(grant.host(), grant.port()), grant.host());
      } else if (!grant.host().startsWith("*.")) {
        hosts.addressOf(grant.host());
      }
    }
    installed = hosts;
  }

  /** The grants in force; empty outside a worker, as in an author's own tests. */
  static Optional<GrantedHosts> installed() {
    return Optional.ofNullable(installed);
  }

  /**
   * The loopback address that stands for a granted name.
   *
   * @throws UnknownHostException if it is not granted, with the advice for the author
   */
  synchronized InetAddress addressOf(String host) throws UnknownHostException {
    var name = host.toLowerCase(Locale.ROOT);
    var known = addresses.get(name);
    if (known != null) {
      return known;
    }
    var covering = grants.stream().filter(grant -> grant.covers(name)).toList();
    if (covering.isEmpty() || addresses.size() >= MOST_NAMES) {
      var refusal = "host " + name + " is not granted: declare it in component.json#/network";
      // Said aloud too: many clients keep the name of what they caught, and drop its message.
      tunnels.warn(refusal);
      throw new UnknownHostException(refusal);
    }
    var address = nextAddress(name);
    for (var grant : covering) {
      openTunnel(new InetSocketAddress(address, grant.port()), name);
    }
    addresses.put(name, address);
    names.put(address, name);
    return address;
  }

  synchronized Optional<String> nameOf(InetAddress address) {
    return Optional.ofNullable(names.get(address));
  }

  private void openTunnel(InetSocketAddress address, String name) throws UnknownHostException {
    try {
      tunnels.open(address, name);
    } catch (IOException failure) {
      var unknown = new UnknownHostException(failure.getMessage());
      unknown.initCause(failure);
      throw unknown;
    }
  }

  private InetAddress nextAddress(String name) throws UnknownHostException {
    int index = addresses.size() + 1;
    return InetAddress.getByAddress(name, new byte[] {127, 64, (byte) (index >> 8), (byte) index});
  }
}
