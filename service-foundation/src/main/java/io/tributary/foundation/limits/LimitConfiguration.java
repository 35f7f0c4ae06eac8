package io.tributary.foundation.limits;

import io.tributary.foundation.login.Caller;
import io.tributary.foundation.login.RequestLimits;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Requests a minute: {@code tributary.limits.address}, {@code .person} and {@code .organization}; 0
 * is no limit. Each process counts for itself.
 */
@Configuration(proxyBeanMethods = false)
public class LimitConfiguration {

  @Bean
  RequestLimits requestLimits(Environment environment) {
    return new Limits(
        buckets(environment, "address", 6_000),
        buckets(environment, "person", 3_000),
        buckets(environment, "organization", 6_000));
  }

  private static Buckets buckets(Environment environment, String name, int usual) {
    int perMinute = environment.getProperty("tributary.limits." + name, Integer.class, usual);
    if (perMinute < 0) {
      throw new IllegalArgumentException(
          "tributary.limits.%s is %d. Set requests a minute, or 0 for no limit."
              .formatted(name, perMinute));
    }
    return Buckets.of(perMinute);
  }

  private record Limits(Buckets addresses, Buckets people, Buckets organizations)
      implements RequestLimits {
    // Git's first request never has credentials: a few of those must be cheap.
    private static final int GUESS = 20;

    @Override
    public Optional<Duration> ofAddress(String address) {
      return addresses.take(address);
    }

    @Override
    public void guessed(String address) {
      addresses.charge(address, GUESS);
    }

    @Override
    public Optional<Duration> ofCaller(Caller caller, String organization) {
      var person = people.take(caller.subject());
      // Strangers must not use up what an organization has.
      return person.isPresent() || organization.isEmpty() || !isNamed(caller, organization)
          ? person
          : organizations.take(organization);
    }

    private static boolean isNamed(Caller caller, String organization) {
      return caller.organizations().stream().anyMatch(each -> each.value().equals(organization));
    }
  }
}
