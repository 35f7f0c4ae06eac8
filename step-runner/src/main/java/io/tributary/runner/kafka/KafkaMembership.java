package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Batch;
import io.tributary.runner.steps.Memberships.Membership;

/** A consumer and a producer that stand and fall together. */
final class KafkaMembership implements Membership {
  private final KafkaSource source;
  private final KafkaTransactions transactions;

  KafkaMembership(KafkaSource source, KafkaTransactions transactions) {
    this.source = source;
    this.transactions = transactions;
  }

  @Override
  public void fetchMore() {
    source.fetchMore();
  }

  @Override
  public int commit(Batch batch) {
    return transactions.commit(batch, source.metadata());
  }

  @Override
  public void close() {
    source.close();
    transactions.close();
  }
}
