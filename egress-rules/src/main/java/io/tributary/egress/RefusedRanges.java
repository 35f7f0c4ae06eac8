package io.tributary.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Addresses that nothing a stranger wrote may have us reach: this machine, its networks, clouds'
 * metadata, everything that is not public (<a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's special-purpose
 * registries</a>), and every way to write an IPv4 address inside an IPv6 one.
 */
public final class RefusedRanges {
  private static final List<Range> RANGES =
      List.of(
          Range.of("0.0.0.0/8"),
          Range.of("10.0.0.0/8"),
          Range.of("100.64.0.0/10"),
          Range.of("127.0.0.0/8"),
          Range.of("169.254.0.0/16"),
          Range.of("172.16.0.0/12"),
          Range.of("192.0.0.0/24"),
          Range.of("192.0.2.0/24"),
          Range.of("192.88.99.0/24"),
          Range.of("192.168.0.0/16"),
          Range.of("198.18.0.0/15"),
          Range.of("198.51.100.0/24"),
          Range.of("203.0.113.0/24"),
          Range.of("224.0.0.0/4"),
          Range.of("240.0.0.0/4"),
          Range.of("::/8"), // unspecified, loopback, IPv4-compatible and -mapped
          Range.of("64:ff9b::/96"), // NAT64
          Range.of("64:ff9b:1::/48"),
          Range.of("100::/64"),
          Range.of("2001::/23"), // Teredo, ORCHID, benchmarking
          Range.of("2001:db8::/32"),
          Range.of("2002::/16"), // 6to4
          Range.of("3fff::/20"),
          Range.of("5f00::/16"),
          Range.of("fc00::/7"),
          Range.of("fe80::/9"), // link-local and the former site-local
          Range.of("ff00::/8"));

  private RefusedRanges() {}

  /** Of an address after resolution: what a name means may change between two looks. */
  public static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    return RANGES.stream().anyMatch(range -> range.contains(bytes));
  }

  private record Range(List<Byte> network, int bits) {

    static Range of(String cidr) {
      int slash = cidr.indexOf('/');
      try {
        // A literal is not looked up.
        byte[] bytes = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
        var network = new java.util.ArrayList<Byte>();
        for (byte part : bytes) {
          network.add(part);
        }
        return new Range(network, Integer.parseInt(cidr.substring(slash + 1)));
      } catch (UnknownHostException notAnAddress) {
        throw new IllegalArgumentException(cidr, notAnAddress);
      }
    }

    boolean contains(byte[] address) {
      if (address.length != network.size()) {
        return false;
      }
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
        if (((address[bit / 8] ^ network.get(bit / 8)) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
