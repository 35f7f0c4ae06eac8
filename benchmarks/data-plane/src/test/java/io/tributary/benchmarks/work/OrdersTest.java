package io.tributary.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class OrdersTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  @Test
  void everyOrderHasTheSameSizeAndItsNumber() {
    for (long number : new long[] {0, 7, 123_456, 9_999_999}) {
      assertThat(Orders.json(number)).hasSize(Orders.BYTES);
      assertThat(Orders.number(Orders.json(number))).isEqualTo(number);
    }
  }

  @Test
  void deliveryKeepsTheNumberAndTheRest() {
    var delivery = Orders.renamed(order(42));

    assertThat(delivery).containsEntry("orderNumber", 42).containsEntry("paid", true);
    assertThat(delivery).doesNotContainKeys("id", "customer", "items");
    assertThat(delivery.get("buyer")).asString().contains("fullName=Ada Lovelace");
    assertThat(delivery.get("lines")).asString().contains("article=SKU-00042", "unitPrice=10.25");
    assertThat(Orders.number(JSON.writeValueAsBytes(delivery))).isEqualTo(42);
  }

  @Test
  void twoStepsGiveTheOrderAsItWas() {
    assertThat(Orders.renamed(Orders.renamed(order(7)))).isEqualTo(order(7));
  }

  private static Map<String, Object> order(long number) {
    return JSON.readValue(Orders.json(number), OBJECT);
  }
}
