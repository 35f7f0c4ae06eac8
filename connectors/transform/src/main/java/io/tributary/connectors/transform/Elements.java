package io.tributary.connectors.transform;

import io.tributary.sdk.Context;
import io.tributary.sdk.GiveUp;
import java.util.Iterator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list's elements, one after the other: a list in the message, or a large body that holds a JSON
 * array or one JSON value after the other (JSON Lines). Of a body one element is in memory.
 */
final class Elements implements Iterator<Object>, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long LONGEST_ELEMENT = 16L * 1024 * 1024;

  private final String place;
  private final Iterator<?> each;
  private final Runnable taken;
  private final AutoCloseable end;
  private long index = -1;

  private Elements(String place, Iterator<?> each, Runnable taken, AutoCloseable end) {
    this.place = place;
    this.each = each;
    this.taken = taken;
    this.end = end;
  }

  /** JSONata turns a list of one into its element; a large body stays as it is. */
  static Object list(Object value) {
    boolean isList = value instanceof List<?>;
    return isList || Content.isBody(value) ? value : List.of(value);
  }

  static Elements of(String place, Object list, Context context) {
    if (list instanceof List<?> inMessage) {
      return new Elements(place, inMessage.iterator(), () -> {}, () -> {});
    }
    var bytes =
        new Stretch(
            Content.bytes(place, list, context),
            LONGEST_ELEMENT,
            place + ": has an element of more than 16 MiB. Split it before");
    MappingIterator<Object> values = JSON.readerFor(Object.class).readValues(bytes);
    return new Elements(place, values, bytes::mark, values);
  }

  /** How many were taken. */
  long taken() {
    return index + 1;
  }

  @Override
  public boolean hasNext() {
    try {
      return each.hasNext();
    } catch (JacksonException broken) {
      throw sorted(broken);
    }
  }

  @Override
  public Object next() {
    try {
      var next = each.next();
      index++;
      taken.run();
      return next;
    } catch (JacksonException broken) {
      throw sorted(broken);
    }
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (Exception ended) {
      // Nothing is read any more; what was read is whole.
    }
  }

  private RuntimeException sorted(JacksonException broken) {
    return Causes.ofReading(
        broken,
        () ->
            new GiveUp(
                "%s: is not JSON after element %d: %s. Correct the file"
                    .formatted(place, index, broken.getOriginalMessage()),
                broken));
  }
}
