package io.tributary.host.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Puts {@link GrantedHosts} where the JDK looks names up. Found by the JDK itself; without grants
 * in force it leaves everything to the built-in resolver.
 */
public final class GrantedHostsResolver extends InetAddressResolverProvider {
  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "tributary granted hosts";
  }

  private record Resolver(InetAddressResolver builtin) implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      var granted = GrantedHosts.installed();
      return granted.isPresent()
          ? Stream.of(granted.get().addressOf(host))
          : builtin.lookupByName(host, policy);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      var granted = GrantedHosts.installed();
      if (granted.isEmpty()) {
        return builtin.lookupByAddress(address);
      }
      return granted
          .get()
          .nameOf(InetAddress.getByAddress(address))
          .orElseThrow(() -> new UnknownHostException("no name is granted for this address"));
    }
  }
}
