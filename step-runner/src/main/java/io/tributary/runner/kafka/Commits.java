package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Receipt;

/** Ways to make a batch last. */
interface Commits extends AutoCloseable {

  /**
   * Waits for the end of it.
   *
   * @throws RuntimeException where the outcome is bad or unknown
   */
  Receipt commit(Batch batch);

  @Override
  void close();
}
