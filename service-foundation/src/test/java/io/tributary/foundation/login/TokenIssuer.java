package io.tributary.foundation.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
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
import java.util.function.UnaryOperator;

/** An identity provider with one key, on loopback. */
final class TokenIssuer implements AutoCloseable {
  private final HttpServer server;
  private final RSAKey key;

  TokenIssuer() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/keys",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String keys() {
    return issuer() + "/keys";
  }

  RSAKey key() {
    return key;
  }

  /** A good token of a member of acme. */
  String token() {
    return token(UnaryOperator.identity());
  }

  /** The same, changed as the test wants. */
  String token(UnaryOperator<JWTClaimsSet.Builder> change) {
    return signed(change, signer(key), JWSAlgorithm.RS256);
  }

  String signed(
      UnaryOperator<JWTClaimsSet.Builder> change, JWSSigner signer, JWSAlgorithm algorithm) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience("tributary")
            .subject("ada")
            .claim("preferred_username", "ada@acme.test")
            .claim("typ", "Bearer")
            .claim("organization", List.of("acme"))
            .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    var header = new JWSHeader.Builder(algorithm).keyID("one").type(JOSEObjectType.JWT).build();
    var token = new SignedJWT(header, change.apply(claims).build());
    try {
      token.sign(signer);
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
    return token.serialize();
  }

  static JWSSigner signer(RSAKey key) {
    try {
      return new RSASSASigner(key);
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
