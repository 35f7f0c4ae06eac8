package io.tributary.connectors.sap;

import io.tributary.sdk.GiveUp;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request of a batch, ready to be written.
 *
 * @param set the entity set its address begins with; empty where it begins with none
 * @param group empty where it stands alone
 */
record BatchPart(
    String id,
    String method,
    String url,
    Map<String, String> headers,
    Optional<Map<String, Object>> body,
    String set,
    String group) {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "MERGE", "DELETE");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,40}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,60}");

  static BatchPart of(Batch.Part asked, int index, OData service) {
    var place = "input#/requests/" + index;
    var url = url(asked.url(), place);
    var set = url.replaceFirst("[/(?].*$", "");
    var metadata = service.metadata();
    boolean isSet = metadata.sets().containsKey(set) && !url.contains("/");
    var body =
        asked
            .body()
            .map(
                map ->
                    isSet
                        ? new Entities(metadata)
                            .in(metadata.typeOf(set, place), map, place + "/body")
                        : map);
    return new BatchPart(
        id(asked.id(), index, place),
        method(asked.method(), service.protocol(), place),
        url,
        headers(asked.headers(), place),
        body,
        isSet ? set : "",
        asked.group().map(String::strip).orElse(""));
  }

  boolean isChange() {
    return !method.equals("GET");
  }

  BatchPart with(Map<String, String> more) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new BatchPart(id, method, url, all, body, set, group);
  }

  /** A group is one stretch of changes: a service could not tell them apart otherwise. */
  static void checkGroups(List<BatchPart> parts) {
    var ended = new HashSet<String>();
    var open = "";
    for (int index = 0; index < parts.size(); index++) {
      var part = parts.get(index);
      var place = "input#/requests/" + index + "/group: \"" + part.group() + "\"";
      if (!part.group().equals(open)) {
        ended.add(open);
        open = part.group();
        if (!open.isEmpty() && ended.contains(open)) {
          throw new GiveUp(place + " stands in two places. Put its requests one after another");
        }
      }
      if (!open.isEmpty() && !part.isChange()) {
        throw new GiveUp(place + " holds a GET. Take it out: a group is for changes");
      }
    }
  }

  private static String url(String text, String place) {
    var url = text.strip();
    boolean isHere = !url.isEmpty() && !url.contains("://") && !url.startsWith("/");
    if (!isHere || url.chars().anyMatch(letter -> letter <= ' ' || letter > '~')) {
      throw new GiveUp(
          place + "/url: is no address below the service. Write one like Products('1'), encoded");
    }
    return url;
  }

  private static String method(String text, Protocol protocol, String place) {
    var method = text.strip().toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw new GiveUp(place + "/method: is none of GET, POST, PUT, PATCH, MERGE and DELETE");
    }
    boolean isPartial = method.equals("PATCH") || method.equals("MERGE");
    return isPartial ? protocol.change() : method;
  }

  private static String id(Optional<String> given, int index, String place) {
    var id = Service.filled(given).orElse(Integer.toString(index + 1));
    if (!ID.matcher(id).matches()) {
      throw new GiveUp(place + "/id: use 1 to 40 of A-Z, a-z, 0-9, dot, _ and -");
    }
    return id;
  }

  private static Map<String, String> headers(Map<String, String> given, String place) {
    given.forEach(
        (name, value) -> {
          if (!HEADER.matcher(name).matches() || value.chars().anyMatch(letter -> letter < ' ')) {
            throw new GiveUp(place + "/headers/" + name + ": has a line break, or is no header");
          }
        });
    return given;
  }
}
