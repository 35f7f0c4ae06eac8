package io.tributary.demo.quickbooks;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the emulator begins with. */
record Seed(List<CompanyName> companies, List<User> users, List<Client> clients, JsonNode records) {
  /** A company that one may connect to. */
  record CompanyName(String realmId, String name, String country) {}

  /** Who may log in. */
  record User(String username, String password, String givenName) {}

  /** An app. */
  record Client(String id, String secret, List<String> redirectUris) {}

  static Seed of(JsonNode node) {
    return new Seed(
        node.path("companies")
            .valueStream()
            .map(
                each ->
                    new CompanyName(
                        text(each, "realmId"),
                        text(each, "name"),
                        each.path("country").asString("US")))
            .toList(),
        node.path("users")
            .valueStream()
            .map(
                each ->
                    new User(
                        text(each, "username"), text(each, "password"), text(each, "givenName")))
            .toList(),
        node.path("clients")
            .valueStream()
            .map(
                each ->
                    new Client(
                        text(each, "id"),
                        text(each, "secret"),
                        each.path("redirectUris").valueStream().map(JsonNode::asString).toList()))
            .toList(),
        node.path("records"));
  }

  Optional<Client> client(String id) {
    return clients.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
