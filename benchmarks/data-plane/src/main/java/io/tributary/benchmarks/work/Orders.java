package io.tributary.benchmarks.work;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The messages: orders as JSON, {@value #BYTES} bytes each, the number first. */
public final class Orders {
  public static final int BYTES = 1_024;

  private static final String ITEM =
      "{\"sku\":\"SKU-%05d\",\"quantity\":%d,\"price\":%d.25,\"note\":\"packed\"}";
  private static final String HEAD =
      "{\"id\":%d,\"placed\":\"2026-11-24T08:00:00Z\",\"customer\":{\"number\":%d,"
          + "\"name\":\"Ada Lovelace\",\"email\":\"ada@example.org\",\"address\":{"
          + "\"street\":\"12 St James's Square\",\"city\":\"London\",\"country\":\"GB\"}},"
          + "\"items\":[";
  private static final String TAIL = "],\"channel\":\"web\",\"paid\":true,\"remark\":\"";

  private Orders() {}

  /** The order of this number, not negative. */
  public static byte[] json(long number) {
    var text = new StringBuilder(BYTES).append(HEAD.formatted(number, number % 1_000));
    for (int item = 0; item < 6; item++) {
      text.append(item == 0 ? "" : ",")
          .append(ITEM.formatted((number + item) % 100_000, item + 1, 10 + item));
    }
    text.append(TAIL);
    return text.append("x".repeat(BYTES - text.length() - 2))
        .append("\"}")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
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

  /** The JSON work, on a tree of maps and lists: a few fields are renamed or moved. */
  public static Map<String, Object> renamed(Map<String, Object> order) {
    var renamed = new LinkedHashMap<String, Object>();
    renamed.put("orderNumber", order.get("id"));
    var customer = object(order.get("customer"));
    var buyer = new LinkedHashMap<String, Object>();
    buyer.put("fullName", customer.get("name"));
    buyer.put("contact", customer.get("email"));
    buyer.put("city", object(customer.get("address")).get("city"));
    renamed.put("buyer", buyer);
    renamed.put("shipTo", customer.get("address"));
    renamed.put("lines", lines(order.get("items")));
    order.forEach(
        (name, value) -> {
          if (!name.equals("id") && !name.equals("customer") && !name.equals("items")) {
            renamed.put(name, value);
          }
        });
    return renamed;
  }

  private static List<Object> lines(@Nullable Object items) {
    var lines = new ArrayList<Object>();
    for (var each : (List<?>) Objects.requireNonNull(items)) {
      var item = object(each);
      var line = new LinkedHashMap<String, Object>();
      line.put("article", item.get("sku"));
      line.put("count", item.get("quantity"));
      line.put("unitPrice", item.get("price"));
      line.put("note", item.get("note"));
      lines.add(line);
    }
    return lines;
  }

  @SuppressWarnings("unchecked") // what a JSON parser makes of an object
  private static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
