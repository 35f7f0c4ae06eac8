package io.tributary.connectors.salesforce;

import io.tributary.demo.salesforce.Emulator;
import io.tributary.demo.salesforce.Options;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An emulated organization, and connections to it. */
final class Organization implements AutoCloseable {
  private static final KeyPair KEYS = keys();

  private final Emulator emulator;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;

  private Organization(Emulator emulator) {
    this.emulator = emulator;
    this.token =
        ask(
                "POST",
                "/services/oauth2/token",
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&client_id=app&client_secret=s")
            .path("access_token")
            .asString();
  }

  static Organization open() throws IOException {
    return open(Map.of());
  }

  /** With so many generated records of each object. */
  static Organization open(Map<String, Long> generate) throws IOException {
    var seed =
        Map.of(
            "organization",
            "Acme",
            "users",
            List.of(
                Map.of(
                    "username", "ada@acme.example",
                    "password", "engine",
                    "name", "Ada",
                    "email", "ada@acme.example")),
            "clients",
            List.of(
                Map.of(
                    "id", "app",
                    "secret", "s",
                    "runAs", "ada@acme.example",
                    "publicKey", pem("PUBLIC KEY", KEYS.getPublic().getEncoded()))),
            "generate",
            generate);
    var file = Files.createTempFile("seed", ".json");
    try {
      Files.write(file, Tree.MAPPER.writeValueAsBytes(seed));
      var options = new Options("127.0.0.1", 0, Optional.of(file), 0, 0, 503, 7200, 20);
      return new Organization(Emulator.start(options, InstantSource.system()));
    } finally {
      Files.delete(file);
    }
  }

  Emulator emulator() {
    return emulator;
  }

  String token() {
    return token;
  }

  /** As the platform lends it. */
  Map<String, Object> byWeb() {
    return Map.of(
        "domain",
        "https://login.salesforce.com",
        "apiVersion",
        "62.0",
        "oauth",
        Map.of("access_token", token, "token_type", "Bearer", "instance_url", emulator.address()));
  }

  Map<String, Object> byKey() {
    return new HashMap<>(
        Map.of(
            "domain",
            emulator.address(),
            "clientId",
            "app",
            "username",
            "ada@acme.example",
            "privateKey",
            pem("PRIVATE KEY", KEYS.getPrivate().getEncoded())));
  }

  List<String> load(String object, Object... records) {
    return load(object, List.of(records));
  }

  List<String> load(String object, List<?> records) {
    return emulator.load(
        object, records.stream().map(each -> Tree.MAPPER.<JsonNode>valueToTree(each)).toList());
  }

  /** How many records a condition finds. */
  int count(String soql) {
    return ask(
            "GET",
            "/services/data/v62.0/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8),
            "application/json",
            "")
        .path("totalSize")
        .asInt(-1);
  }

  JsonNode ask(String method, String path, String type, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(emulator.address() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", type)
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      return Tree.MAPPER.readTree(answer.body());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    emulator.close();
    http.close();
  }

  static String pem(String what, byte[] key) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(key), what);
  }

  static KeyPair keys() {
    try {
      var maker = KeyPairGenerator.getInstance("RSA");
      maker.initialize(2048);
      return maker.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
