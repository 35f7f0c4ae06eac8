package io.tributary.foundation.persistence;

import io.tributary.contracts.names.OrganizationName;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs a class's tests, and what goes before and after each, within what it is annotated with. */
final class ReachOfTests implements InvocationInterceptor {

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    within(context, invocation);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    within(context, invocation);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    within(context, invocation);
  }

  private static void within(ExtensionContext context, Invocation<Void> invocation)
      throws Throwable {
    var type = context.getRequiredTestClass();
    var reach =
        Optional.ofNullable(type.getAnnotation(ActsFor.class))
            .map(acts -> Reach.of(new OrganizationName(acts.value())))
            .orElseGet(() -> Reach.across(type.getAnnotation(ActsAcross.class).value()));
    reach.<Optional<Void>, Throwable>call(() -> Optional.ofNullable(invocation.proceed()));
  }
}
