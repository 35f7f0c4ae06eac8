package io.tributary.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One operation of the API document.
 *
 * @param permission what it takes in its organization; empty where it belongs to none
 */
record Route(String method, String path, String permission) {
  static final String ORGANIZATION = "/api/v1/organizations/{organization}";
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  static List<Route> of(JsonNode document) {
    var routes = new ArrayList<Route>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .forEach(
                        operation ->
                            routes.add(
                                new Route(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue().path("x-permission").asString("")))));
    return routes;
  }

  boolean isOfAnOrganization() {
    return path.startsWith(ORGANIZATION);
  }

  boolean isOfTheOperator() {
    return path.startsWith("/api/v1/operator/");
  }

  boolean isInternal() {
    return path.startsWith("/internal/");
  }

  boolean isOpen() {
    return path.startsWith("/hooks/")
        || path.startsWith("/schemas/")
        || path.startsWith("/oauth/callback")
        || path.startsWith("/.well-known/");
  }

  /** Whether the address names a thing inside the organization. */
  boolean namesAThing() {
    return isOfAnOrganization() && path.substring(ORGANIZATION.length()).contains("{");
  }

  /**
   * The address with these ids in it.
   *
   * @throws AssertionError where an id is not known: whoever adds a route adds its ids
   */
  String at(Map<String, String> ids) {
    return VARIABLE
        .matcher(path)
        .replaceAll(
            variable -> {
              // A name is a flow's or a connection's: what stands before it says which.
              var before = path.substring(0, variable.start()).replaceFirst("^.*/([^/]+)/$", "$1");
              var id =
                  ids.getOrDefault(before + "/" + variable.group(1), ids.get(variable.group(1)));
              if (id == null) {
                throw new AssertionError(
                    "RouteMatrix has no id for {%s} of %s: add one"
                        .formatted(variable.group(1), this));
              }
              return Matcher.quoteReplacement(Front.encoded(id));
            });
  }

  String body() {
    return method.equals("GET") || method.equals("DELETE") ? "" : "{}";
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
