package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a site's REST API begins: below {@code /wp-json}, or in the parameter {@code rest_route}
 * where the site has no pretty permalinks. Found out once.
 */
final class WordPressRoot {
  private static final String FACTS =
      "name,url,namespaces,timezone_string,gmt_offset,authentication";
  private static final int MOST_SITES = 100;
  private static final Map<String, Boolean> PLAIN = new ConcurrentHashMap<>();

  private final Address address;
  private final Api api;

  private WordPressRoot(Address address, Api api) {
    this.address = address;
    this.api = api;
  }

  static WordPressRoot of(Login login) {
    return new WordPressRoot(
        login.address(), new Api("WordPress", Optional.of(login.authorization())));
  }

  String host() {
    return address.host();
  }

  Answer send(Call call, String place) {
    return api.send(uri(call, isPlain()), call, place);
  }

  Answer attempt(Call call) {
    return api.attempt(uri(call, isPlain()), call);
  }

  Answer attempt(Call call, int most) {
    return api.attempt(uri(call, isPlain()), call, most);
  }

  SiteClock clock() {
    var answer = send(index(), "connection");
    return SiteClock.of(answer.time(), answer.tree().path("timezone_string").asString("unknown"));
  }

  /** Whether the site says that application passwords can be used; asked without any. */
  Optional<Boolean> takesApplicationPasswords() {
    try {
      var call = index();
      var open = new Api("WordPress", Optional.empty());
      var index = open.attempt(uri(call, isPlain()), call).tree();
      return index.has("namespaces")
          ? Optional.of(index.path("authentication").has("application-passwords"))
          : Optional.empty();
    } catch (ApiRefusal closed) {
      return Optional.empty();
    }
  }

  private boolean isPlain() {
    if (address.plain()) {
      return true;
    }
    var known = PLAIN.get(address.base());
    if (known != null) {
      return known;
    }
    boolean plain = foundPlain();
    if (PLAIN.size() >= MOST_SITES) {
      PLAIN.clear();
    }
    PLAIN.put(address.base(), plain);
    return plain;
  }

  private boolean foundPlain() {
    var call = index();
    try {
      if (isWordPress(api.attempt(uri(call, false), call))) {
        return false;
      }
    } catch (ApiRefusal pretty) {
      if (pretty.status() >= 500 || pretty.status() == 429) {
        throw pretty.sorted("connection");
      }
      if (!pretty.isPage()) {
        // WordPress it is; what is wrong will be said by the call itself.
        return false;
      }
    }
    try {
      if (isWordPress(api.attempt(uri(call, true), call))) {
        return true;
      }
    } catch (ApiRefusal plain) {
      if (!plain.isPage()) {
        return true;
      }
      throw plain.sorted("connection");
    }
    throw new GiveUp(Advice.aboutPage("WordPress", 200, "connection"));
  }

  private static boolean isWordPress(Answer answer) {
    return answer.tree().has("namespaces");
  }

  private static Call index() {
    return Call.get("/", Query.of("_fields", FACTS));
  }

  private URI uri(Call call, boolean plain) {
    var query = call.query().encoded();
    var begin = plain ? "/?rest_route=" + call.path() : "/wp-json" + call.path();
    var more = query.isEmpty() ? "" : (plain ? "&" : "?") + query;
    return URI.create(address.base() + begin + more);
  }
}
