package io.tributary.connectors.transform;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.List;
import java.util.Optional;

/** Makes a message of each element of a list, in pages. */
public final class Split implements Action<Split.Whole> {
  /**
   * What the flow's author maps.
   *
   * @param list a list, or a large body of JSON
   */
  public record Whole(Object list) {}

  /** The step's fields. */
  record Manner(Optional<String> key) {}

  /**
   * What the next steps get.
   *
   * @param index from 0
   * @param count of the whole list; absent where it is streamed
   */
  record Part(Object item, long index, Optional<Integer> count) {}

  @Override
  public void run(Whole whole, Context context, Emitter out) {
    var key =
        context
            .fields(Manner.class)
            .key()
            .filter(text -> !text.isBlank())
            .map(text -> Pointer.of("fields#/key", text));
    var list = Elements.list(whole.list());
    Optional<Integer> count =
        list instanceof List<?> inMessage ? Optional.of(inMessage.size()) : Optional.empty();
    if (key.isPresent() && list instanceof List<?> inMessage) {
      // Before anything is given out: a page that is committed cannot be taken back.
      checkKeys(inMessage, key.get());
    }
    long done = Pages.done(context);
    var pages = new Pages(out);
    try (var elements = Elements.of("input#/list", list, context)) {
      while (elements.hasNext()) {
        var item = elements.next();
        long index = elements.taken() - 1;
        if (index < done) {
          continue;
        }
        give(new Part(item, index, count), key, out);
        pages.given(Weight.of(item), index + 1);
      }
    }
  }

  private static void checkKeys(List<?> list, Pointer key) {
    for (int i = 0; i < list.size(); i++) {
      key.keyIn(list.get(i), "input#/list/" + i);
    }
  }

  private static void give(Part part, Optional<Pointer> key, Emitter out) {
    if (key.isPresent()) {
      out.emit(key.get().keyIn(part.item(), "input#/list/" + part.index()), part);
    } else {
      out.emit(part);
    }
  }
}
