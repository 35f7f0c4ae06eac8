package io.tributary.demo.quickbooks;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The limits of one company: so many requests in a minute, so many at a time. */
final class Throttle {
  private final int perMinute;
  private final int atOnce;
  private final InstantSource clock;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  Throttle(int perMinute, int atOnce, InstantSource clock) {
    this.perMinute = perMinute;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /** One request, from here to its end. */
  interface Pass extends AutoCloseable {
    @Override
    void close();
  }

  private static final class Window {
    private long minute;
    private int requests;
    private int running;
  }

  /**
   * Lets a request in.
   *
   * @throws Problem 429
   */
  Pass enter(String realm) {
    var window = windows.computeIfAbsent(realm, _ -> new Window());
    synchronized (window) {
      var now = clock.instant();
      count(window, now);
      if (window.requests > perMinute) {
        throw Problem.throttled((int) (60 - now.getEpochSecond() % 60));
      }
      if (window.running >= atOnce) {
        throw Problem.throttled(1);
      }
      window.running++;
    }
    return () -> {
      synchronized (window) {
        window.running--;
      }
    };
  }

  private static void count(Window window, Instant now) {
    long minute = now.getEpochSecond() / 60;
    if (window.minute != minute) {
      window.minute = minute;
      window.requests = 0;
    }
    window.requests++;
  }
}
