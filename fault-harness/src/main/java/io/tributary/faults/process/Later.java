package io.tributary.faults.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Brings back, after a while and without being waited for, what was taken away. */
public final class Later {
  private Later() {}

  /** Completes when it is back; fails as bringing it back failed. */
  public static CompletableFuture<Void> after(Duration wait, Healing healing) {
    var done = new CompletableFuture<Void>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                Await.pause(wait);
                healing.heal();
                done.complete(null);
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                done.completeExceptionally(interrupted);
              } catch (Exception failed) {
                done.completeExceptionally(failed);
              }
            });
    return done;
  }

  /** Returns when what was taken away is back. */
  public interface Healing {
    void heal() throws Exception;
  }
}
