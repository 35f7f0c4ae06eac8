package io.tributary.foundation.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** An identity provider on loopback: its keys rotate, and it can be away. */
final class TokenIssuer implements AutoCloseable {
  private final HttpServer server;
  private final List<RSAKey> published = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile RSAKey key;
  private volatile boolean away;

  TokenIssuer() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    published.add(key);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/keys", this::keySet);
    answer(
        "/.well-known/openid-configuration",
        () -> "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer(), keys()));
    server.start();
  }

  private void answer(String path, Supplier<String> body) {
    server.createContext(
        path,
        exchange -> {
          var bytes = body.get().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(away ? 503 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private String keySet() {
    asked.incrementAndGet();
    return new JWKSet(published.stream().map(each -> (JWK) each.toPublicJWK()).toList()).toString();
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

  /** From now on another key signs; those before it stay published. */
  void rotate(String id) throws JOSEException {
    key = new RSAKeyGenerator(2048).keyID(id).generate();
    published.add(key);
  }

  /** How often its keys were asked for. */
  int asked() {
    return asked.get();
  }

  void away(boolean now) {
    away = now;
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
    return signed(change, signer, algorithm, JOSEObjectType.JWT);
  }

  /** The same, saying in its header what it is. */
  String signed(
      UnaryOperator<JWTClaimsSet.Builder> change,
      JWSSigner signer,
      JWSAlgorithm algorithm,
      JOSEObjectType type) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience("tributary")
            .subject("ada")
            .claim("preferred_username", "ada@acme.test")
            .claim("typ", "Bearer")
            .claim("azp", "tributary-cli")
            .claim("organization", List.of("acme"))
            .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    var header = new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).type(type).build();
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
