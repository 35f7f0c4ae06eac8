package io.tributary.connectors.sap;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One poll along the service's delta links. The link to go on with is kept with what was given out,
 * so a crash neither loses nor repeats.
 */
final class DeltaPoll {
  private static final Duration BUDGET = Duration.ofSeconds(15);
  private static final int PAGE = 1_000;
  private static final int MOST = 2_000;

  /**
   * How far it has come.
   *
   * @param link empty: the whole set is to be read first
   * @param silent while only what comes after that is wanted
   * @param within entities of this page that were given out already
   * @param print of those entities: another page may stand at the same address by now
   */
  record Track(String link, boolean silent, int within, String print) {
    static Track at(String link, boolean silent) {
      return new Track(link, silent, 0, "");
    }
  }

  /** What was given out of a page is not what the page begins with now. */
  private static final class OtherPage extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Target target;
  private final ChangedEntities.Fields fields;
  private final Context context;
  private final Emitter out;
  private final LongSupplier nanos;
  private final boolean rereads;
  private Track track;
  private int index;
  private int given;
  private String print = "";

  DeltaPoll(
      Target target,
      ChangedEntities.Fields fields,
      Context context,
      Emitter out,
      LongSupplier nanos) {
    this.target = target;
    this.fields = fields;
    this.context = context;
    this.out = out;
    this.nanos = nanos;
    this.rereads = Chosen.word("ifExpired", fields.ifExpired(), "reread", "fail").equals("reread");
    this.track = context.snapshot().read(Track.class).orElseGet(() -> Track.at("", isFromNow()));
  }

  private boolean isFromNow() {
    return Chosen.word("since", fields.since(), "now", "beginning").equals("now");
  }

  void run() {
    long begun = nanos.getAsLong();
    while (page()) {
      out.page(Map.of("at", track.link()));
      if (nanos.getAsLong() - begun > BUDGET.toNanos()) {
        return;
      }
    }
  }

  /** Whether there is another page. */
  private boolean page() {
    index = 0;
    given = 0;
    print = "";
    try {
      var feed = Feed.read(target.service().attempt(call()), this::take);
      if (feed.next().isPresent()) {
        return keep(Track.at(target.service().following(feed.next().get()), track.silent()), true);
      }
      var delta = feed.delta().map(target.service()::following);
      return keep(Track.at(delta.orElseThrow(this::noDelta), false), false);
    } catch (Refusal refusal) {
      boolean isGone = refusal.status() == 410 || refusal.status() == 404;
      if (!isGone || track.link().isEmpty()) {
        throw refusal.sorted("fields#/entitySet");
      }
      return expired();
    } catch (OtherPage other) {
      context.log().warn("the page has changed since it was begun: it is given out from its start");
      return keep(Track.at(track.link(), track.silent()), true);
    }
  }

  private boolean keep(Track next, boolean more) {
    track = next;
    context.snapshot().save(track);
    return more;
  }

  /** Never from now on: what changed since the link was made would be lost. */
  private boolean expired() {
    if (!rereads) {
      throw new GiveUp(
          "fields#/ifExpired: the service does not know the delta link any more, and changes since"
              + " then cannot be told. Choose to read everything again, or begin with a new step");
    }
    context
        .log()
        .warn(
            "the delta link has expired: all entities are given out again; what was removed"
                + " meanwhile is not seen");
    return keep(Track.at("", false), true);
  }

  private GiveUp noDelta() {
    return new GiveUp(
        "fields#/by: the service gives no delta link for %s. Choose a timestamp property"
            .formatted(target.set()));
  }

  private Call call() {
    var call = track.link().isEmpty() ? first() : Call.get(track.link());
    var prefer = "odata.maxpagesize=" + PAGE;
    var wanted = track.link().isEmpty() ? "odata.track-changes," + prefer : prefer;
    return (target.metadata().protocol() == Protocol.V4 ? call.with("Prefer", wanted) : call)
        .streaming();
  }

  private Call first() {
    var call = Call.get(target.set());
    var options = new LinkedHashMap<String, Optional<String>>();
    options.put("$filter", Service.filled(fields.filter()));
    options.put("$select", target.selected(fields.select(), List.of()));
    options.put("$expand", Chosen.list("expand", fields.expand()));
    for (var option : options.entrySet()) {
      if (option.getValue().isPresent()) {
        call = call.asking(option.getKey(), option.getValue().get());
      }
    }
    return call;
  }

  private void take(Map<String, Object> raw, long bytes) {
    if (track.silent()) {
      return;
    }
    index++;
    print = printed(print, raw);
    if (index <= track.within()) {
      if (index == track.within() && !print.equals(track.print())) {
        throw new OtherPage();
      }
      return;
    }
    emit(raw);
    given++;
    if (given % MOST == 0) {
      // A service without pages of its own: what was given out is committed all the same.
      context.snapshot().save(new Track(track.link(), false, index, print));
      out.page(Map.of("at", track.link(), "within", index));
    }
  }

  private void emit(Map<String, Object> raw) {
    var about = String.valueOf(Json.annotation(raw, "context"));
    if (about.endsWith("/$link") || about.endsWith("/$deletedLink")) {
      return;
    }
    var removed = Json.annotation(raw, "removed");
    if (removed == null && !about.endsWith("/$deletedEntity")) {
      var entity = target.out(raw);
      target.emit(entity, entity, out);
      return;
    }
    var output = new LinkedHashMap<String, Object>();
    var key = key(raw);
    output.put("deleted", true);
    output.put("reason", reason(removed instanceof Map<?, ?> map ? map : raw));
    output.put("key", key);
    target.emit(key, output, out);
  }

  private static String reason(Map<?, ?> about) {
    return about.get("reason") instanceof String text ? text : "deleted";
  }

  private Map<String, Object> key(Map<String, Object> raw) {
    if (target.keys().isIn(raw)) {
      return target.keys().of(target.out(raw));
    }
    var id =
        Optional.ofNullable(raw.get("id"))
            .or(() -> Optional.ofNullable(Json.annotation(raw, "id")));
    return target.keys().parsed(String.valueOf(id.orElse("")));
  }

  private static String printed(String before, Map<String, Object> raw) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      hash.update(before.getBytes(StandardCharsets.UTF_8));
      hash.update(Json.MAPPER.writeValueAsBytes(raw));
      return HexFormat.of().formatHex(hash.digest(), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
