package io.tributary.acceptance;

import io.tributary.acceptance.Front.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every route of the API document, tried with the ids of another organization and in every role. A
 * route that is new is in it by itself; an id that it does not know fails the test.
 */
final class RouteMatrix {
  private static final String OWNER = "dev@acme.test";
  private static final String STRANGER = "dev@northwind.test";
  private static final String GUEST = "maintainer@tributary.test";
  private static final String OPERATOR = "operator@tributary.test";
  private static final List<String> ROLES = List.of("admin", "builder", "operator", "viewer");

  private final Front front;
  private final Path root;
  private final List<String> leaks = new ArrayList<>();
  private int requests;

  RouteMatrix(Front front, Path root) {
    this.front = front;
    this.root = root;
  }

  /** What was tried, and what should not have come of it. */
  record Found(int routes, int requests, List<String> leaks) {
    @Override
    public String toString() {
      return "route matrix: %d routes, %d requests, %d leaks"
          .formatted(routes, requests, leaks.size());
    }
  }

  Found walk() throws Exception {
    var document = front.send("GET", "/v3/api-docs", front.token(OPERATOR), "").json();
    var routes = Route.of(document);
    var ids = idsOfAcme();
    for (var route : routes) {
      asNobody(route, ids);
      asAStranger(route, ids);
    }
    inEveryRole(routes.stream().filter(Route::isOfAnOrganization).toList(), ids);
    return new Found(routes.size(), requests, leaks);
  }

  private void asNobody(Route route, Map<String, String> ids) throws Exception {
    if (!route.isOpen()) {
      expect(route, "nobody", Set.of(401), send(route, ids, ""));
    }
  }

  private void asAStranger(Route route, Map<String, String> ids) throws Exception {
    var stranger = front.token(STRANGER);
    if (route.isOfTheOperator() || route.isInternal()) {
      expect(route, "a member", Set.of(403), send(route, ids, stranger));
    }
    if (!route.isOfAnOrganization()) {
      return;
    }
    var foreign = send(route, ids, stranger);
    var absent = send(route, with(ids, "organization", "no-such-organization"), stranger);
    expect(route, "a stranger", Set.of(404), foreign);
    if (!foreign.body().equals(absent.body())) {
      leaks.add(route + ": another's organization does not read like none: " + foreign.body());
    }
    if (route.namesAThing()) {
      var own = with(ids, "organization", "northwind");
      var others = send(route, own, stranger);
      var none = send(route, absentIds(own), stranger);
      if (others.status() != none.status() || !others.code().equals(none.code())) {
        leaks.add(
            "%s: another's thing reads %d %s, one that does not exist %d %s"
                .formatted(route, others.status(), others.code(), none.status(), none.code()));
      }
      if (others.status() / 100 == 2 && !route.method().equals("GET")) {
        leaks.add(route + ": another's thing was changed");
      }
    }
  }

  private void inEveryRole(List<Route> routes, Map<String, String> ids) throws Exception {
    var owner = front.token(OWNER);
    var code =
        front
            .send(
                "POST",
                "/api/v1/organizations/acme/invitations",
                owner,
                "{\"email\":\"%s\",\"role\":\"viewer\"}".formatted(GUEST))
            .json()
            .path("code")
            .asString();
    var joined =
        front.send(
            "POST",
            "/api/v1/invitations/accept",
            front.token(GUEST),
            "{\"code\":\"%s\"}".formatted(code));
    if (joined.status() != 200) {
      throw new AssertionError("nobody to have the roles: " + joined.body());
    }
    var subject = subjectOf(GUEST, owner);
    for (var role : ROLES) {
      become(role, subject, owner);
      var guest = front.token(GUEST);
      for (var route : routes) {
        inRole(route, role, ids, guest);
      }
    }
    front.send("DELETE", "/api/v1/organizations/acme/members/" + Front.encoded(subject), owner, "");
    for (long end = System.nanoTime() + 10_000_000_000L;
        front.send("GET", "/api/v1/organizations/acme", front.token(GUEST), "").status() != 404; ) {
      if (System.nanoTime() > end) {
        leaks.add("who was removed is still let in");
        return;
      }
    }
  }

  /** Without the right body nothing is changed; who may not does not come as far as the body. */
  private void inRole(Route route, String role, Map<String, String> ids, String guest)
      throws Exception {
    boolean may = table().getOrDefault(route.permission(), Set.of()).contains(role);
    if (may && !route.method().equals("GET")) {
      return;
    }
    // Of things that are not there: a right that is missing shows first.
    var answer = send(route, absentIds(ids), guest);
    if (may && answer.code().equals("role-not-enough")) {
      leaks.add("%s: %s may, and was refused".formatted(route, role));
    }
    if (!may && !(answer.status() == 403 && answer.code().equals("role-not-enough"))) {
      leaks.add(
          "%s: %s may not, and was answered %d %s"
              .formatted(route, role, answer.status(), answer.code()));
    }
  }

  private void become(String role, String subject, String owner) throws Exception {
    front.send(
        "PUT",
        "/api/v1/organizations/acme/members/" + Front.encoded(subject),
        owner,
        "{\"role\":\"%s\"}".formatted(role));
    var guest = front.token(GUEST);
    long end = System.nanoTime() + 10_000_000_000L;
    // Told by a topic: the first refusal, or not, that fits the role.
    while (!standsAs(role, guest)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the role " + role + " was not known within ten seconds");
      }
    }
  }

  private boolean standsAs(String role, String guest) throws Exception {
    var probe = front.send("DELETE", "/api/v1/organizations/acme/flows/no-such-flow", guest, "");
    var said = probe.json().path("detail").asString("");
    return Set.of("admin", "builder").contains(role)
        ? probe.status() == 404 && adminOnly(guest) == role.equals("admin")
        : said.contains("is " + role + ".");
  }

  private boolean adminOnly(String guest) throws Exception {
    return front.send("GET", "/api/v1/organizations/acme/invitations", guest, "").status() == 200;
  }

  private Answer send(Route route, Map<String, String> ids, String token) throws Exception {
    requests++;
    return front.send(route.method(), route.at(ids), token, route.body());
  }

  private void expect(Route route, String who, Set<Integer> good, Answer answer) {
    if (!good.contains(answer.status())) {
      leaks.add("%s: %s was answered %d".formatted(route, who, answer.status()));
    }
  }

  /** From the page that people read; the code is compared with it elsewhere. */
  private Map<String, Set<String>> table() throws Exception {
    var table = new HashMap<String, Set<String>>();
    var rows =
        Files.readAllLines(root.resolve("docs/permissions.md")).stream()
            .filter(line -> line.startsWith("| "))
            .map(line -> line.substring(1, line.length() - 1).split("\\|"))
            .toList();
    var heads = rows.getFirst();
    for (var row : rows.subList(1, rows.size())) {
      var roles = new TreeSet<String>();
      for (int column = 2; column < row.length; column++) {
        if (row[column].strip().equals("yes")) {
          roles.add(heads[column].strip());
        }
      }
      table.put(row[0].strip().replace("`", ""), roles);
    }
    return table;
  }

  /** Things that the demo left in acme. */
  private Map<String, String> idsOfAcme() throws Exception {
    var owner = front.token(OWNER);
    var acme = "/api/v1/organizations/acme";
    var execution = front.send("GET", acme + "/executions?limit=1", owner, "").json().path(0);
    var ids = new LinkedHashMap<String, String>();
    ids.put("organization", "acme");
    ids.put("flows/name", firstName(acme + "/flows", owner));
    ids.put("connections/name", firstName(acme + "/connections", owner));
    ids.put("execution", execution.path("id").asString(""));
    ids.put("step", "notify");
    ids.put("id", "1");
    ids.put("invitations/id", "0199b6a0-0000-7000-8000-000000000001");
    ids.put("tokens/id", "0199b6a0-0000-7000-8000-000000000002");
    ids.put("subject", subjectOf(OWNER, owner));
    ids.put("publisher", "tributary");
    ids.put("repository", "webhook.git");
    ids.put("version", "1.0.0");
    ids.put("worker", "no-such-worker");
    ids.put("flow", "no-such-flow");
    ids.put("quota", "flows");
    ids.put("name", "webhook");
    for (var needed : List.of("flows/name", "connections/name", "execution")) {
      if (ids.get(needed).isEmpty()) {
        throw new AssertionError("the demo left no " + needed + " in acme");
      }
    }
    return ids;
  }

  private String firstName(String list, String owner) throws Exception {
    return front.send("GET", list, owner, "").json().path(0).path("name").asString("");
  }

  private static Map<String, String> absentIds(Map<String, String> ids) {
    return ids.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each ->
                    switch (each.getKey()) {
                      case "organization" -> each.getValue();
                      case "id" -> "987654321";
                      case "invitations/id", "tokens/id" -> "0199b6a0-0000-7000-8000-00000000ffff";
                      case "execution" -> "0199b6a0-0000-7000-8000-00000000fffe";
                      default -> "no-such-" + each.getKey().replaceAll("[^a-z]", "");
                    }));
  }

  private static Map<String, String> with(Map<String, String> ids, String name, String value) {
    var changed = new HashMap<>(ids);
    changed.put(name, value);
    return changed;
  }

  private String subjectOf(String email, String owner) throws Exception {
    for (var member :
        front.send("GET", "/api/v1/organizations/acme/members", owner, "").json().path("members")) {
      if (member.path("email").asString("").equals(email)) {
        return member.path("subject").asString();
      }
    }
    throw new AssertionError(email + " is no member of acme");
  }
}
