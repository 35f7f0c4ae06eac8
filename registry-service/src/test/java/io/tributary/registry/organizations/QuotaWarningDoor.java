package io.tributary.registry.organizations;

import org.springframework.context.ApplicationContext;

/** Lets tests say what would come from Kafka, and have letters written now. */
public final class QuotaWarningDoor {
  private QuotaWarningDoor() {}

  public static void tell(ApplicationContext registry, String warning) {
    registry.getBean(QuotaWarningListener.class).told(warning);
  }

  public static void writeLetters(ApplicationContext registry) {
    registry.getBean(WarnOwners.class).warn();
  }
}
