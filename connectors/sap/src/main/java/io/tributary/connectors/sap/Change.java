package io.tributary.connectors.sap;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Changes an entity only in the state that it was seen in, told by its ETag. */
final class Change {
  private static final int MOST_TRIES = 4;

  /** What is done where somebody else changed it in between. */
  enum Conflict {
    FAIL,
    AGAIN,
    OVERWRITE
  }

  private final Target target;

  Change(Target target) {
    this.target = target;
  }

  static Conflict conflict(Optional<String> chosen) {
    return switch (Chosen.word("conflict", chosen, "fail", "again", "overwrite")) {
      case "again" -> Conflict.AGAIN;
      case "overwrite" -> Conflict.OVERWRITE;
      default -> Conflict.FAIL;
    };
  }

  /** The entity as it is; empty where it is not there. */
  Optional<Saved> found(Map<String, Object> input) {
    try {
      var answer = target.service().attempt(Call.get(target.path(input)));
      return Optional.of(Saved.of(target, input, false, answer));
    } catch (Refusal refusal) {
      if (refusal.status() == 404) {
        return Optional.empty();
      }
      throw refusal.sorted("input#");
    }
  }

  /**
   * Changes the properties that the input has.
   *
   * @throws Refusal 404 where it is not there
   */
  Saved run(Map<String, Object> input, Conflict conflict, Map<String, String> headers) {
    var body = target.entities().in(target.type(), target.keys().rest(input), "input#");
    var etag = Optional.ofNullable(input.get("@odata.etag")).map(Object::toString);
    for (int tries = 1; ; tries++) {
      var match = conflict == Conflict.OVERWRITE ? Optional.of("*") : etag.or(() -> current(input));
      try {
        var call = Call.json(method(), target.path(input), body).with(headers);
        var matching = match.map(text -> call.with("If-Match", text)).orElse(call);
        return Saved.of(target, input, false, target.service().attempt(matching));
      } catch (Refusal refusal) {
        if (refusal.status() != 412) {
          throw refusal;
        }
        var now = found(input);
        if (now.isPresent() && has(now.get(), body)) {
          // An earlier attempt that was not heard of, or somebody else, did just that.
          return now.get();
        }
        if (conflict != Conflict.AGAIN || tries == MOST_TRIES) {
          throw refusal;
        }
        etag = Optional.empty();
      }
    }
  }

  private String method() {
    return target.metadata().protocol().change();
  }

  /** Without an ETag a change in OData 4 would create what is not there. */
  private Optional<String> current(Map<String, Object> input) {
    var answer = target.service().attempt(Call.get(target.path(input)));
    var etag = Saved.of(target, input, false, answer).etag();
    return target.metadata().protocol() == Protocol.V4 ? etag.or(() -> Optional.of("*")) : etag;
  }

  private boolean has(Saved now, Map<String, Object> body) {
    var wanted = target.out(body);
    var there = now.entity().orElse(Map.of());
    return wanted.entrySet().stream()
        .allMatch(one -> isSame(one.getValue(), there.get(one.getKey())));
  }

  private static boolean isSame(Object wanted, Object there) {
    var one = String.valueOf(wanted);
    var other = String.valueOf(there);
    if (one.equals(other)) {
      return true;
    }
    try {
      return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    } catch (NumberFormatException text) {
      return false;
    }
  }
}
