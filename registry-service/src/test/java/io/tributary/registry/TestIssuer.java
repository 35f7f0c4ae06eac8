package io.tributary.registry;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Signs access tokens with a key of its own, in Keycloak's form. */
final class TestIssuer implements AutoCloseable {
  private final RSAKey key;
  private final HttpServer server;

  TestIssuer() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("test").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/keys",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String member(String organization) throws JOSEException {
    return token("tributary-cli", List.of(organization), List.of());
  }

  String service() throws JOSEException {
    return token("tributary-builder", List.of(), List.of("service"));
  }

  /** A person with a verified e-mail address of the same name. */
  String person(String name, String... organizations) throws JOSEException {
    return token(name, "tributary-web", List.of(organizations), List.of());
  }

  String operator() throws JOSEException {
    return token("odell", "tributary-web", List.of(), List.of("operator"));
  }

  private String token(String client, List<String> organizations, List<String> roles)
      throws JOSEException {
    return token("ada", client, organizations, roles);
  }

  private String token(String name, String client, List<String> organizations, List<String> roles)
      throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience("tributary")
            .subject(name)
            .expirationTime(Date.from(Instant.now().plusSeconds(300)))
            .claim("typ", "Bearer")
            .claim("azp", client)
            .claim("preferred_username", name)
            .claim("email", name + "@people.test")
            .claim("email_verified", true)
            .claim("organization", organizations)
            .claim("realm_access", Map.of("roles", roles))
            .build();
    var jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
