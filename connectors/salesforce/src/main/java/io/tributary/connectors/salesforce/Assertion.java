package io.tributary.connectors.salesforce;

import io.tributary.sdk.ConnectionRefused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The signed claim that an app acts for a user (RFC 7523), by RS256. */
final class Assertion {
  private static final int SECONDS = 180;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private Assertion() {}

  static String signed(Login login, Instant now) {
    var claims =
        Map.of(
            "iss", filled("clientId", "consumer key", login.clientId()),
            "sub", filled("username", "user name", login.username()),
            "aud", audience(login),
            "exp", now.getEpochSecond() + SECONDS);
    var content = part(Map.of("alg", "RS256")) + "." + part(claims);
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key(login.privateKey().orElseThrow().reveal()));
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      // The cause might repeat parts of the key.
      throw new ConnectionRefused(
          "connection#/privateKey: is no RSA key in PKCS #8. Paste the whole PEM, from -----BEGIN"
              + " PRIVATE KEY----- on; `openssl pkcs8 -topk8 -nocrypt` makes one of other forms");
    }
  }

  /** The log-in's host for all but My Domains, which want one of the two general ones. */
  private static String audience(Login login) {
    return login
        .audience()
        .filter(text -> !text.isBlank())
        .map(String::strip)
        .orElseGet(
            () ->
                login.host().contains(".sandbox.my.salesforce.com")
                    ? "https://test.salesforce.com"
                    : login.host().endsWith(".my.salesforce.com")
                        ? "https://login.salesforce.com"
                        : login.host());
  }

  private static String filled(String field, String label, Optional<String> value) {
    return value
        .filter(text -> !text.isBlank())
        .map(String::strip)
        .orElseThrow(
            () ->
                new ConnectionRefused(
                    "connection#/%s: is empty. With a private key the %s is needed"
                        .formatted(field, label)));
  }

  private static String part(Map<String, ?> claims) {
    return URL.encodeToString(Tree.MAPPER.writeValueAsBytes(claims));
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }
}
