package io.tributary.runtime.notices;

import io.tributary.egress.RefusedRanges;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names, and refuses those that lead to this machine or its networks. What it gives is
 * what is connected to: a name that changes its meaning in between does not get by.
 */
final class PublicAddresses implements DnsResolver {
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    if (Arrays.stream(addresses).anyMatch(RefusedRanges::contain)) {
      throw new UnknownHostException(host + " is no public address");
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
