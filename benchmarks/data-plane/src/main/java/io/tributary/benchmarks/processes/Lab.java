package io.tributary.benchmarks.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What every measurement stands on.
 *
 * @param folder short-lived files of the run
 */
public record Lab(Programs programs, Children children, Broker broker, Admin admin, Path folder)
    implements AutoCloseable {
  private static final int SECONDS = 30;

  public static Lab open(Programs programs, Path folder) throws IOException, InterruptedException {
    var children = new Children(programs.java(), folder);
    var broker = Broker.start(children, programs, folder);
    var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    return new Lab(programs, children, broker, admin, folder);
  }

  public String bootstrap() {
    return broker.bootstrap();
  }

  public void createTopic(String name, int partitions, Map<String, String> settings) {
    try {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
          .all()
          .get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException refused) {
      if (!(refused.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("topic " + name, refused);
      }
    } catch (InterruptedException | TimeoutException failed) {
      throw given(failed);
    }
  }

  /** Those that are there; the rest is no error. */
  public void deleteTopics(Set<String> names) {
    for (var deleted : admin.deleteTopics(names).topicNameValues().values()) {
      try {
        deleted.get(SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException refused) {
        if (!(refused.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new IllegalStateException(refused);
        }
      } catch (InterruptedException | TimeoutException failed) {
        throw given(failed);
      }
    }
  }

  @Override
  public void close() {
    admin.close(java.time.Duration.ofSeconds(2));
    broker.close();
  }

  private static IllegalStateException given(Exception failed) {
    if (failed instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new IllegalStateException("the broker did not answer", failed);
  }
}
