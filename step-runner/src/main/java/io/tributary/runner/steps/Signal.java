package io.tributary.runner.steps;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.protocol.Frame;
import io.tributary.runner.delivery.Receipt;
import io.tributary.runner.delivery.Takeover;
import io.tributary.runner.delivery.Worker;
import io.tributary.runner.steps.Memberships.Membership;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What others tell the step's thread. The number says which membership it is about; what an earlier
 * one still says is dropped.
 */
sealed interface Signal {
  record Joined(int number, Membership membership) implements Signal {}

  record Fetched(int number, List<ConsumerRecord<byte[], byte[]>> records) implements Signal {}

  record Assigned(int number, Takeover takeover) implements Signal {}

  record CaughtUp(int number, Set<Integer> partitions) implements Signal {}

  record BodiesRead(int number, List<ConsumerRecord<byte[], byte[]>> records) implements Signal {}

  record Revoked(int number, Set<TopicPartition> partitions, CountDownLatch done)
      implements Signal {}

  /**
   * What was handed over to the membership is on its way; or all of it is committed.
   *
   * @param receipt of the commit, where it was one
   */
  record HandedOver(int number, int handover, Optional<Receipt> receipt) implements Signal {}

  record Failed(int number, Exception failure) implements Signal {}

  record WorkerJoined(Worker worker) implements Signal {}

  record Heard(Worker worker, List<Frame> frames, Runnable handled) implements Signal {}

  record WorkerLeft(Worker worker) implements Signal {}

  record TakenBack(Worker worker, String why) implements Signal {}

  record NotLent(String why) implements Signal {}

  record NoRoom(String why) implements Signal {}

  record LastWords(String worker, List<String> lines) implements Signal {}

  record Told(StepCommand command) implements Signal {}

  record Changed(StepAssignment assignment) implements Signal {}

  record Stop() implements Signal {}
}
