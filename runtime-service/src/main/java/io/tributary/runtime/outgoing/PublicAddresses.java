package io.tributary.runtime.outgoing;

import io.tributary.egress.RefusedRanges;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names, and refuses those that lead to this machine or its networks. What it gives is
 * what is connected to: a name that changes its meaning in between does not get by.
 */
public final class PublicAddresses implements DnsResolver {
  private final DnsResolver names;
  private final Set<String> trusted;

  public PublicAddresses() {
    this(Set.of());
  }

  /** With names that the operator lets lead anywhere. */
  public PublicAddresses(Set<String> trusted) {
    this(SystemDefaultDnsResolver.INSTANCE, trusted);
  }

  PublicAddresses(DnsResolver names, Set<String> trusted) {
    this.names = names;
    this.trusted = Set.copyOf(trusted);
  }

  /** All of a name's addresses are judged: which of them is taken is not up to us. */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = names.resolve(host);
    if (!trusted.contains(host) && Arrays.stream(addresses).anyMatch(RefusedRanges::contain)) {
      throw new UnknownHostException(host + " is no public address");
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
