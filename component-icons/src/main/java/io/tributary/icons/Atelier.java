package io.tributary.icons;

import java.awt.image.BufferedImage;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where icons are drawn: at two places, so that no number of pushes takes more than two processors
 * and two pictures' memory. A place is free again when its drawing has ended, also one that nobody
 * waits for any more.
 */
final class Atelier {
  private static final int PLACES = 2;

  /** Of a clock, not of a processor: other work on the machine may hold up a good drawing. */
  private static final long SECONDS_WAITED = 20;

  static {
    // Nobody sees what is drawn here: a display, where there is one, stays closed.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private final Semaphore places = new Semaphore(PLACES, true);
  private final RecentIcons recent = new RecentIcons();

  Icon draw(byte[] bytes) throws IconRefused {
    if (bytes.length > IconReader.MOST_BYTES) {
      throw new IconRefused(
          IconCode.TOO_LARGE,
          "The icon is larger than %d KB.".formatted(IconReader.MOST_BYTES / 1024),
          "Make it simpler or smaller: it is shown at most 256 pixels wide.");
    }
    String file = Icon.digest(bytes);
    var before = recent.of(file);
    if (before.isPresent()) {
      return before.get();
    }
    var icon = atAPlace(() -> drawn(bytes));
    recent.add(file, icon);
    return icon;
  }

  private static Icon drawn(byte[] bytes) throws IconRefused {
    BufferedImage picture =
        PngFile.isOne(bytes) ? PngFile.picture(bytes) : SvgFile.picture(bytes, Deadline.start());
    return Square.icon(picture);
  }

  private Icon atAPlace(Callable<Icon> drawing) throws IconRefused {
    try {
      if (!places.tryAcquire(SECONDS_WAITED, TimeUnit.SECONDS)) {
        throw tooSlow();
      }
      var task = new FutureTask<>(drawing);
      var thread = Thread.ofPlatform().daemon().name("icon").unstarted(() -> andLeave(task));
      begin(thread);
      return result(task, thread);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an icon was drawn", stopped);
    }
  }

  /** A machine without threads to give must not lose the place as well. */
  private void begin(Thread thread) {
    boolean begun = false;
    try {
      thread.start();
      begun = true;
    } finally {
      if (!begun) {
        places.release();
      }
    }
  }

  private void andLeave(FutureTask<Icon> task) {
    try {
      task.run();
    } finally {
      places.release();
    }
  }

  private static Icon result(FutureTask<Icon> task, Thread thread)
      throws IconRefused, InterruptedException {
    try {
      return task.get(SECONDS_WAITED, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      thread.interrupt();
      throw tooSlow();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IconRefused refused -> throw refused;
        case Deadline.Passed _ -> throw tooSlow();
        case null, default -> throw new IllegalStateException("an icon was not drawn", failed);
      }
    }
  }

  private static IconRefused tooSlow() {
    return new IconRefused(
        IconCode.TOO_SLOW,
        "The icon was not drawn in time.",
        "Make it simpler, or use a PNG. If it is simple, push again.");
  }
}
