package io.tributary.connectors.sap;

import io.tributary.sdk.GiveUp;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What services have, kept for the process: asked for again after some minutes, by ETag. */
final class MetadataCache {
  private static final Map<Service, MetadataCache> ALL = new ConcurrentHashMap<>();
  private static final long GOOD_NANOS = Duration.ofMinutes(10).toNanos();
  private static final long LARGEST = 32L * 1024 * 1024;
  private static final int MOST = 8;

  private record Kept(Metadata metadata, String etag, long at) {}

  private Optional<Kept> kept = Optional.empty();

  private MetadataCache() {}

  static Metadata of(OData service) {
    if (ALL.size() >= MOST && !ALL.containsKey(service.service())) {
      ALL.clear();
    }
    return ALL.computeIfAbsent(service.service(), _ -> new MetadataCache()).current(service);
  }

  /** The next look asks whether it is still the same. */
  static void askAgain(Service service) {
    var cache = ALL.get(service);
    if (cache != null) {
      cache.grownOld();
    }
  }

  private synchronized void grownOld() {
    kept = kept.map(one -> new Kept(one.metadata(), one.etag(), System.nanoTime() - GOOD_NANOS));
  }

  private synchronized Metadata current(OData service) {
    var fresh = kept.filter(one -> System.nanoTime() - one.at() < GOOD_NANOS);
    if (fresh.isEmpty()) {
      kept = Optional.of(asked(service));
    }
    return kept.orElseThrow().metadata();
  }

  private Kept asked(OData service) {
    var call = Call.get("$metadata").with("Accept", "application/xml");
    var etag = kept.map(Kept::etag).filter(text -> !text.isEmpty());
    var answer = sent(service, etag.map(text -> call.with("If-None-Match", text)).orElse(call));
    if (answer.status() == 304) {
      answer.drop();
      return new Kept(kept.orElseThrow().metadata(), etag.orElse(""), System.nanoTime());
    }
    var found = answer.header("etag").orElse("");
    try (answer) {
      var body = Json.bounded(answer.body(), LARGEST, answer.host() + ": $metadata");
      return new Kept(new MetadataReader(answer.host()).read(body), found, System.nanoTime());
    } catch (IOException broken) {
      throw Json.brokenOff(answer.host(), broken);
    }
  }

  private static Answer sent(OData service, Call call) {
    try {
      return service.plain(call);
    } catch (Refusal refusal) {
      if (refusal.status() == 404) {
        throw new GiveUp(
            "connection#/url: %s has no $metadata there. Write the root of one OData service"
                .formatted(service.root().getHost()));
      }
      throw refusal.sorted("connection#/url");
    }
  }
}
