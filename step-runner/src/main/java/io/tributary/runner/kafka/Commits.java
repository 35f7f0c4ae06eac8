package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Receipt;

/** Ways to make batches last. For one thread. */
interface Commits extends AutoCloseable {

  /**
   * Sends what the batch gives; it lasts with the next {@link #commit}.
   *
   * @throws RuntimeException where it was not taken
   */
  void send(Batch batch);

  /**
   * Makes everything last that was sent since the last time; waits for the end of it.
   *
   * @throws RuntimeException where the outcome is bad or unknown
   */
  Receipt commit();

  @Override
  void close();
}
