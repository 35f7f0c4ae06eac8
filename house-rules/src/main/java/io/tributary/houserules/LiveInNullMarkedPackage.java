package io.tributary.houserules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Holds where the class's package carries {@code @NullMarked}, so NullAway looks at it. */
final class LiveInNullMarkedPackage extends ArchCondition<JavaClass> {
  static final LiveInNullMarkedPackage INSTANCE = new LiveInNullMarkedPackage();

  private LiveInNullMarkedPackage() {
    super("live in a @NullMarked package");
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    boolean marked =
        item.getPackage()
            .tryGetPackageInfo()
            .map(info -> info.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
            .orElse(false);
    events.add(
        new SimpleConditionEvent(item, marked, item.getPackageName() + " is not @NullMarked"));
  }
}
