package io.tributary.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * Camel: as it comes, each message is sent and waited for; tuned, batches, and the producer does
 * not linger.
 */
public final class CamelRoute extends RouteBuilder {
  private static final String BYTES = "org.apache.kafka.common.serialization.ByteArray";

  private final PeerTask task;

  private CamelRoute(PeerTask task) {
    this.task = task;
  }

  public static void main(String[] arguments) throws Exception {
    var main = new Main();
    main.configure().addRoutesBuilder(new CamelRoute(PeerTask.of(arguments)));
    main.run();
  }

  @Override
  public void configure() {
    var from =
        "kafka:%s?brokers=%s&groupId=%s&autoOffsetReset=earliest&valueDeserializer=%sDeserializer"
            .formatted(task.input(), task.bootstrap(), task.group(), BYTES);
    var to =
        "kafka:%s?brokers=%s&valueSerializer=%sSerializer"
            .formatted(task.output(), task.bootstrap(), BYTES);
    if (task.tuned()) {
      from(from + "&batching=true&maxPollRecords=1000&batchingIntervalMs=100")
          .process(this::batch)
          .to(to + "&lingerMs=0&producerBatchSize=131072");
    } else {
      from(from).process(this::single).to(to);
    }
  }

  private void single(Exchange exchange) throws InvalidPayloadException {
    var message = exchange.getMessage();
    message.setBody(task.work().on(message.getMandatoryBody(byte[].class)));
  }

  private void batch(Exchange exchange) throws InvalidPayloadException {
    var out = new ArrayList<byte[]>();
    for (var each : exchange.getMessage().getMandatoryBody(List.class)) {
      out.add(task.work().on(((Exchange) each).getMessage().getMandatoryBody(byte[].class)));
    }
    exchange.getMessage().setBody(out);
  }
}
