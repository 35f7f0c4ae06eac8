package io.tributary.runtime.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class HeldRefusalsTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final Duration TIME = Duration.ofMillis(600);

  private final HeldRefusals refusals = new HeldRefusals(TIME);

  @Test
  void whoIsRefusedWaitsEachTime() throws Exception {
    assertThat(waits(List.of(ACME))).allMatch(wait -> wait.compareTo(TIME) >= 0);
    assertThat(waits(List.of(ACME))).allMatch(wait -> wait.compareTo(TIME) >= 0);
  }

  @Test
  void atMost64OfAnOrganizationWaitAndNoOthersBecauseOfThem() throws Exception {
    var asking = new ArrayList<OrganizationName>();
    for (int i = 0; i < 200; i++) {
      asking.add(ACME);
    }
    asking.add(new OrganizationName("northwind"));

    var waits = waits(asking);

    assertThat(waits.stream().filter(wait -> wait.compareTo(TIME) >= 0)).hasSize(64 + 1);
    assertThat(waits.getLast()).isGreaterThanOrEqualTo(TIME);
  }

  @Test
  void atMost256WaitInAll() throws Exception {
    var asking = new ArrayList<OrganizationName>();
    for (int i = 0; i < 400; i++) {
      asking.add(new OrganizationName("org-" + i));
    }

    assertThat(waits(asking).stream().filter(wait -> wait.compareTo(TIME) >= 0)).hasSize(256);
  }

  /** How long each had to wait when all asked at the same time. */
  private List<Duration> waits(List<OrganizationName> asking)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          asking.stream()
              .map(
                  organization ->
                      (Callable<Duration>)
                          () -> {
                            long begun = System.nanoTime();
                            refusals.hold(organization);
                            return Duration.ofNanos(System.nanoTime() - begun);
                          })
              .toList();
      var waits = new ArrayList<Duration>();
      for (var call : threads.invokeAll(calls)) {
        waits.add(call.get());
      }
      return waits;
    }
  }
}
