package io.tributary.demo.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What an organization begins with. */
record Seed(
    String organization,
    int dailyRequests,
    List<User> users,
    List<Client> clients,
    Map<String, List<JsonNode>> records,
    Map<String, Long> generate) {

  /**
   * Who may log in.
   *
   * @param securityToken follows the password where one logs in over SOAP or by password grant
   */
  record User(String username, String password, String securityToken, String name, String email) {}

  /**
   * A connected app.
   *
   * @param publicKey PEM of a certificate or public key, for the JWT bearer grant
   * @param runAs user name of who acts with client credentials; empty: nobody
   */
  record Client(
      String id, String secret, List<String> redirectUris, String publicKey, String runAs) {}

  static Seed of(JsonNode tree) {
    var records = new LinkedHashMap<String, List<JsonNode>>();
    tree.path("records")
        .properties()
        .forEach(each -> records.put(each.getKey(), each.getValue().valueStream().toList()));
    var generate = new LinkedHashMap<String, Long>();
    tree.path("generate")
        .properties()
        .forEach(each -> generate.put(each.getKey(), each.getValue().asLong()));
    return new Seed(
        tree.path("organization").asString("Example"),
        tree.path("dailyRequests").asInt(1_000_000),
        tree.path("users").valueStream().map(Seed::user).toList(),
        tree.path("clients").valueStream().map(Seed::client).toList(),
        records,
        generate);
  }

  private static User user(JsonNode node) {
    return new User(
        node.path("username").asString(),
        node.path("password").asString(),
        node.path("securityToken").asString(""),
        node.path("name").asString(),
        node.path("email").asString());
  }

  private static Client client(JsonNode node) {
    return new Client(
        node.path("id").asString(),
        node.path("secret").asString(),
        node.path("redirectUris").valueStream().map(JsonNode::asString).toList(),
        node.path("publicKey").asString(""),
        node.path("runAs").asString(""));
  }
}
