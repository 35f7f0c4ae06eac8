package io.tributary.connectors.quickbooks;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Changes an object that others may change at the same time. QuickBooks takes a change only with
 * the {@code SyncToken} of the object's newest version, and answers 5010 otherwise.
 *
 * <p>Where the caller names no version, the change is meant for the newest. Where it names one, it
 * is applied anew to a newer one only where the flow's author allows that.
 *
 * @param given the version that the caller named
 */
record Versioned(
    QuickBooks quickbooks,
    EntityKind kind,
    String id,
    Optional<String> given,
    OnConflict onConflict) {
  private static final int TRIES = 5;
  private static final String STALE = "5010";
  private static final int LONGEST_SHOWN = 200;

  /** What becomes of a change whose version is not the newest any more. */
  enum OnConflict {
    STOP,
    REAPPLY;

    static OnConflict of(Optional<String> text) {
      return switch (text.map(String::strip).orElse("")) {
        case "", "stop" -> STOP;
        case "reapply" -> REAPPLY;
        default ->
            throw new GiveUp(
                "fields#/onConflict: \"%s\" is none. Choose stop or reapply"
                    .formatted(text.orElse("")));
      };
    }
  }

  /** One try with one version. */
  @FunctionalInterface
  interface Attempt {
    /**
     * Sends the change.
     *
     * @throws Refusal as the service refuses it
     */
    JsonNode with(String syncToken);
  }

  /**
   * Changes fields of the object.
   *
   * @param changes the fields, without id and version
   */
  JsonNode sparse(Map<String, Object> changes, RequestIds ids) {
    var wanted = Tree.MAPPER.valueToTree(changes);
    return run(
        wanted,
        token -> {
          var body = new java.util.LinkedHashMap<>(changes);
          body.put("Id", id);
          body.put("SyncToken", token);
          body.put("sparse", true);
          return quickbooks.change(
              kind, Call.post(kind.path(), body), ids.id(requestOf("update", token)));
        });
  }

  /**
   * Tries until the version fits.
   *
   * @param wanted what the object is to say afterwards; empty where that cannot be seen
   */
  JsonNode run(JsonNode wanted, Attempt attempt) {
    try {
      var token = given.isPresent() ? given.get() : token(quickbooks.read(kind, id));
      for (int tries = 1; tries <= TRIES; tries++) {
        try {
          return attempt.with(token);
        } catch (Refusal refusal) {
          if (!refusal.has(STALE)) {
            throw refusal;
          }
        }
        var theirs = quickbooks.read(kind, id);
        if (!wanted.isEmpty() && Says.says(theirs, wanted)) {
          // An attempt whose answer was lost, or somebody else, has done it.
          return theirs;
        }
        if (given.isPresent() && onConflict == OnConflict.STOP) {
          throw conflict(theirs, wanted);
        }
        token = token(theirs);
      }
    } catch (Refusal refusal) {
      throw refusal.sorted("input#");
    }
    throw new RetryLater(
        "input#/Id: %s %s was changed by others %d times while this change was on its way"
            .formatted(kind.name(), id, TRIES));
  }

  /** What a request is called that does this to one version of the object. */
  String requestOf(String operation, String token) {
    return "%s %s %s %s".formatted(operation, kind.name(), id, token);
  }

  static String token(JsonNode object) {
    return object.path("SyncToken").asString("");
  }

  private GiveUp conflict(JsonNode theirs, JsonNode wanted) {
    var differences =
        wanted
            .propertyStream()
            .filter(each -> !Says.says(theirs.path(each.getKey()), each.getValue()))
            .map(
                each ->
                    "%s: yours %s, now %s"
                        .formatted(
                            each.getKey(),
                            shown(each.getValue()),
                            shown(theirs.path(each.getKey()))))
            .collect(Collectors.joining("; "));
    return new GiveUp(
        ("input#/SyncToken: 5010, %s %s has changed: the change is for version %s, and it is at %s"
                + " since %s. %s. Read the object again and decide, or let the step apply the"
                + " change anew")
            .formatted(
                kind.name(),
                id,
                given.orElseThrow(),
                token(theirs),
                theirs.path("MetaData").path("LastUpdatedTime").asString("?"),
                differences));
  }

  private static String shown(JsonNode value) {
    var text = value.isMissingNode() ? "nothing" : value.toString();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
