package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where a Strapi's REST API begins, and of which version it is. */
final class StrapiRoot {
  private static final int MOST_SITES = 100;
  private static final Map<String, Boolean> FIVE = new ConcurrentHashMap<>();

  private final Address address;
  private final Api api;
  private final Optional<Boolean> said;

  private StrapiRoot(Address address, Api api, Optional<Boolean> said) {
    this.address = address;
    this.api = api;
    this.said = said;
  }

  static StrapiRoot of(Login login) {
    var version = Create.chosen(login.version()).orElse("auto");
    var said =
        switch (version) {
          case "auto" -> Optional.<Boolean>empty();
          case "4" -> Optional.of(false);
          case "5" -> Optional.of(true);
          default ->
              throw new GiveUp(
                  "connection#/version: \"" + version + "\" is unknown. Choose auto, 4 or 5");
        };
    return new StrapiRoot(
        login.address(), new Api("Strapi", Optional.of(login.authorization())), said);
  }

  String host() {
    return address.host();
  }

  Answer send(Call call, String place) {
    return api.send(uri(call), call, place);
  }

  Answer attempt(Call call) {
    return api.attempt(uri(call), call);
  }

  Answer attempt(Call call, int most) {
    return api.attempt(uri(call), call, most);
  }

  /**
   * Told by the shape of an entry: version 4 wraps its fields. While there is no entry at all it
   * counts as version 5, and is looked at again the next time.
   */
  boolean isFive(String type) {
    var known = said.or(() -> Optional.ofNullable(FIVE.get(address.base())));
    return known.orElseGet(() -> lookedAt(type));
  }

  private boolean lookedAt(String type) {
    // Each version passes over the other's word for drafts.
    var query =
        Query.of("pagination[pageSize]", 1)
            .and("publicationState", "preview")
            .and("status", "draft");
    var data = send(Call.get(Strapi.path(type), query), "fields#/type").tree().path("data");
    if (!data.isArray()) {
      throw new GiveUp(
          "fields#/type: is no collection of entries. Choose a collection type by its plural name");
    }
    if (data.isEmpty()) {
      return true;
    }
    boolean five = data.path(0).has("documentId");
    if (FIVE.size() >= MOST_SITES) {
      FIVE.clear();
    }
    FIVE.put(address.base(), five);
    return five;
  }

  private URI uri(Call call) {
    var query = call.query().encoded();
    return URI.create(address.base() + "/api" + call.path() + (query.isEmpty() ? "" : "?" + query));
  }
}
