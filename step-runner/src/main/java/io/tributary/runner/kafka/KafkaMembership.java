package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Place;
import io.tributary.runner.delivery.Receipt;
import io.tributary.runner.delivery.RecordLimits;
import io.tributary.runner.steps.Memberships.Membership;
import java.util.List;

/** A consumer and a producer that stand and fall together. */
final class KafkaMembership implements Membership {
  private final KafkaSource source;
  private final Commits commits;
  private final KafkaBodies bodies;
  private final RecordLimits limits;

  KafkaMembership(KafkaSource source, Commits commits, KafkaBodies bodies, RecordLimits limits) {
    this.source = source;
    this.commits = commits;
    this.bodies = bodies;
    this.limits = limits;
  }

  @Override
  public RecordLimits limits() {
    return limits;
  }

  @Override
  public void begin() {
    source.start();
  }

  @Override
  public void fetchMore() {
    source.fetchMore();
  }

  @Override
  public void readBodies(List<Place> places) {
    bodies.read(places);
  }

  @Override
  public void send(Batch batch) {
    commits.send(batch);
  }

  @Override
  public Receipt commit() {
    return commits.commit();
  }

  @Override
  public void close() {
    source.close();
    commits.close();
    bodies.close();
  }
}
