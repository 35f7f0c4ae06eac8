package io.tributary.runtime.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "192.0.0.192",
        "::1",
        "::ffff:127.0.0.1",
        "fd00:ec2::254",
        "fe80::1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
      })
  void whateverANameIsCalledItsAddressesAreJudged(String address) {
    assertThatThrownBy(() -> meaning(address).resolve("login.crm.example"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("no public address");
  }

  @Test
  void oneBadAddressAmongGoodOnesIsEnough() {
    assertThatThrownBy(() -> meaning("93.184.216.34", "10.0.0.1").resolve("login.crm.example"))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void publicOnesAreGivenAsTheyWereJudged() throws Exception {
    assertThat(meaning("93.184.216.34").resolve("login.crm.example"))
        .containsExactly(InetAddress.getByName("93.184.216.34"));
  }

  @Test
  void theOperatorsNamesMayLeadAnywhereAndNoOthers() throws Exception {
    var trusting = new PublicAddresses(names("10.0.0.1"), Set.of("sso.acme.test"));

    assertThat(trusting.resolve("sso.acme.test")).hasSize(1);
    assertThatThrownBy(() -> trusting.resolve("sso.acme.test.evil.example"))
        .isInstanceOf(UnknownHostException.class);
  }

  private static PublicAddresses meaning(String... addresses) {
    return new PublicAddresses(names(addresses), Set.of());
  }

  private static DnsResolver names(String... addresses) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) {
        return Stream.of(addresses).map(PublicAddressesTest::literal).toArray(InetAddress[]::new);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
