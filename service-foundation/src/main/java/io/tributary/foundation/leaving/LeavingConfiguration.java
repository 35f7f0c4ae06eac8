package io.tributary.foundation.leaving;

import io.tributary.foundation.membership.Memberships;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Export and deletion of organizations, for all services of a process together. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
public class LeavingConfiguration {

  @Bean
  LeavingController leavingController(ObjectProvider<Owned> owned, Clock clock) {
    return new LeavingController(owned.orderedStream().toList(), clock);
  }

  @Bean
  DeleteOwned deleteOwned(Memberships memberships, ObjectProvider<Owned> owned) {
    return new DeleteOwned(memberships, owned.orderedStream().toList());
  }
}
