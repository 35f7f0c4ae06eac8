package io.tributary.connectors.salesforce;

import io.tributary.sdk.Emitter;
import io.tributary.sdk.RetryLater;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Map;
import java.util.Optional;

/** Reads a bulk query's result in a process of its own, whose heap is small. */
final class SmallHeap {
  private static long rows;

  private SmallHeap() {}

  public static void main(String[] words) throws Exception {
    var setup =
        new PlainSetup(
            Map.of("soql", "SELECT Id, LastName, Company FROM Lead", "give", words[2]),
            Map.of("oauth", Map.of("access_token", words[1], "instance_url", words[0])));
    boolean done = false;
    while (!done) {
      try {
        new BulkQuery()
            .run(new BulkQuery.Asked(Optional.empty(), Map.of()), setup, new Counting(setup));
        done = true;
      } catch (RetryLater later) {
        System.err.println(later.getMessage());
      }
    }
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.printf("%d rows, heap at most %d MiB%n", rows, peak >> 20);
  }

  private record Counting(PlainSetup setup) implements Emitter {
    @Override
    public void emit(Object output) {
      rows += ((BulkQuery.Part) output).rows();
    }

    @Override
    public void emit(String key, Object output) {
      rows++;
    }

    @Override
    public void page(Object cursor) {
      setup.kept().set(cursor);
    }
  }
}
