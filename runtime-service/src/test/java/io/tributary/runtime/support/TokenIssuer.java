package io.tributary.runtime.support;

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

/** An identity provider with one key, on loopback. */
public final class TokenIssuer implements AutoCloseable {
  private final HttpServer server;
  private final RSAKey key;

  public TokenIssuer() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String keys() {
    return issuer() + "/keys";
  }

  public String member(String organization) {
    return token(
        new JWTClaimsSet.Builder()
            .claim("azp", "tributary-cli")
            .claim("organization", List.of(organization)));
  }

  public String service() {
    return token(
        new JWTClaimsSet.Builder()
            .claim("azp", "tributary-runner")
            .claim("realm_access", Map.of("roles", List.of("service"))));
  }

  public String operator() {
    return token(
        new JWTClaimsSet.Builder()
            .claim("azp", "tributary-cli")
            .claim("realm_access", Map.of("roles", List.of("operator"))));
  }

  private String token(JWTClaimsSet.Builder claims) {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
            claims
                .issuer(issuer())
                .audience("tributary")
                .subject("ada")
                .claim("preferred_username", "ada")
                .claim("typ", "Bearer")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
