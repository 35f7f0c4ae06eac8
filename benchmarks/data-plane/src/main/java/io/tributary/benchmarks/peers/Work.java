package io.tributary.benchmarks.peers;

import io.tributary.benchmarks.work.Orders;
import io.tributary.benchmarks.work.WaitThenPassOn;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a peer does to each message: the same as our component, on the same kind of tree. */
public enum Work {
  JSON {
    @Override
    byte[] on(byte[] message) {
      return MAPPER.writeValueAsBytes(Orders.renamed(MAPPER.readValue(message, OBJECT)));
    }

    @Override
    Map<String, Object> on(Map<String, Object> message) {
      return Orders.renamed(message);
    }
  },
  PASS {
    @Override
    byte[] on(byte[] message) {
      return message;
    }

    @Override
    Map<String, Object> on(Map<String, Object> message) {
      return message;
    }
  },
  WAIT {
    @Override
    byte[] on(byte[] message) {
      await();
      return message;
    }

    @Override
    Map<String, Object> on(Map<String, Object> message) {
      await();
      return message;
    }
  };

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  abstract byte[] on(byte[] message);

  /** Where the peer's framework has parsed it. */
  abstract Map<String, Object> on(Map<String, Object> message);

  private static void await() {
    try {
      Thread.sleep(WaitThenPassOn.MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
