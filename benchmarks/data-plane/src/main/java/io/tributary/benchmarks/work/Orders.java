package io.tributary.benchmarks.work;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages: orders as JSON, {@value #BYTES} bytes each, the number first. */
public final class Orders {
  public static final int BYTES = 1_024;

  private Orders() {}

  /** The order of this number, not negative. */
  public static byte[] json(long number) {
    var text =
        new StringBuilder(BYTES)
            .append("{\"id\":")
            .append(number)
            .append(",\"placed\":\"2026-11-24T08:00:00Z\",\"customer\":{\"number\":")
            .append(number % 1_000)
            .append(",\"name\":\"Ada Lovelace\",\"email\":\"ada@example.org\",\"address\":{")
            .append("\"street\":\"12 St James's Square\",\"city\":\"London\",\"country\":\"GB\"}}")
            .append(",\"items\":[");
    for (int item = 0; item < 6; item++) {
      text.append(item == 0 ? "" : ",").append(item(number, item));
    }
    text.append("],\"channel\":\"web\",\"paid\":true,\"remark\":\"");
    return text.append("x".repeat(BYTES - text.length() - 2))
        .append("\"}")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String item(long number, int item) {
    return "{\"sku\":\"SKU-%05d\",\"quantity\":%d,\"price\":%d.25,\"note\":\"packed\"}"
        .formatted((number + item) % 100_000, item + 1, 10 + item);
  }

  /** The number of an order, or of what came of it: the first digits in it. */
  public static long number(byte[] json) {
    int at = 0;
    while (at < json.length && !isDigit(json[at])) {
      at++;
    }
    long number = 0;
    for (; at < json.length && isDigit(json[at]); at++) {
      number = number * 10 + (json[at] - '0');
    }
    return number;
  }

  /**
   * The JSON work, on a tree of maps and lists: fields are renamed and moved; from an order to a
   * delivery, or back again, so that steps can follow each other.
   */
  public static Map<String, Object> renamed(Map<String, Object> message) {
    return message.containsKey("id") ? delivery(message) : order(message);
  }

  private static Map<String, Object> delivery(Map<String, Object> order) {
    var customer = object(order.get("customer"));
    var buyer = new LinkedHashMap<>(customer);
    buyer.remove("address");
    rename(buyer, "name", "fullName");
    rename(buyer, "email", "contact");
    var delivery = new LinkedHashMap<String, Object>();
    delivery.put("orderNumber", order.get("id"));
    delivery.put("buyer", buyer);
    delivery.put("shipTo", customer.get("address"));
    delivery.put("lines", each(order.get("items"), "sku", "article", "price", "unitPrice"));
    return rest(order, delivery, Set.of("id", "customer", "items"));
  }

  private static Map<String, Object> order(Map<String, Object> delivery) {
    var customer = new LinkedHashMap<>(object(delivery.get("buyer")));
    rename(customer, "fullName", "name");
    rename(customer, "contact", "email");
    customer.put("address", delivery.get("shipTo"));
    var order = new LinkedHashMap<String, Object>();
    order.put("id", delivery.get("orderNumber"));
    order.put("customer", customer);
    order.put("items", each(delivery.get("lines"), "article", "sku", "unitPrice", "price"));
    return rest(delivery, order, Set.of("orderNumber", "buyer", "shipTo", "lines"));
  }

  private static List<Object> each(
      @Nullable Object items, String one, String oneNow, String other, String otherNow) {
    var lines = new ArrayList<Object>();
    for (var each : (List<?>) Objects.requireNonNull(items)) {
      var line = new LinkedHashMap<>(object(each));
      rename(line, one, oneNow);
      rename(line, other, otherNow);
      lines.add(line);
    }
    return lines;
  }

  private static Map<String, Object> rest(
      Map<String, Object> from, Map<String, Object> to, Set<String> without) {
    from.forEach(
        (name, value) -> {
          if (!without.contains(name)) {
            to.put(name, value);
          }
        });
    return to;
  }

  private static void rename(Map<String, Object> object, String name, String now) {
    object.put(now, Objects.requireNonNull(object.remove(name)));
  }

  @SuppressWarnings("unchecked") // what a JSON parser makes of an object
  private static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
