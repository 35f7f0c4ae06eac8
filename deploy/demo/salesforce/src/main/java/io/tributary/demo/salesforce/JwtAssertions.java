package io.tributary.demo.salesforce;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Checks what apps sign to act for a user: RS256 by the key that the app was registered with. */
final class JwtAssertions {
  private static final long LONGEST_SECONDS = 300;

  private final Org org;

  JwtAssertions(Org org) {
    this.org = org;
  }

  /** The id of the user whom an assertion names. */
  String user(String assertion, String base) {
    var parts = assertion.split("\\.", -1);
    if (parts.length != 3) {
      throw new OAuthProblem("invalid_grant", "invalid assertion");
    }
    var claims = tree(parts[1]);
    var client =
        ConsentPage.client(org, claims.path("iss").asString(""))
            .filter(one -> !one.publicKey().isEmpty())
            .orElseThrow(() -> new OAuthProblem("invalid_client_id", "client identifier invalid"));
    if (!"RS256".equals(tree(parts[0]).path("alg").asString("")) || !isSigned(parts, client)) {
      throw new OAuthProblem("invalid_grant", "invalid assertion");
    }
    checkClaims(claims, base);
    var name = claims.path("sub").asString("");
    return org.seed().users().stream()
        .filter(user -> user.username().equalsIgnoreCase(name))
        .findFirst()
        .map(user -> org.user(user.username()).id())
        .orElseThrow(() -> new OAuthProblem("invalid_grant", "user hasn't approved this consumer"));
  }

  private void checkClaims(JsonNode claims, String base) {
    var audiences = List.of("https://login.salesforce.com", "https://test.salesforce.com", base);
    if (!audiences.contains(claims.path("aud").asString(""))) {
      throw new OAuthProblem("invalid_grant", "audience is invalid");
    }
    long end = claims.path("exp").asLong(0);
    long now = org.now().getEpochSecond();
    if (end <= now || end > now + LONGEST_SECONDS) {
      throw new OAuthProblem("invalid_grant", "expired authorization code");
    }
  }

  private static boolean isSigned(String[] parts, Seed.Client client) {
    try {
      var check = Signature.getInstance("SHA256withRSA");
      check.initVerify(key(client.publicKey()));
      check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return check.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      return false;
    }
  }

  private static PublicKey key(String pem) throws GeneralSecurityException {
    if (pem.contains("BEGIN CERTIFICATE")) {
      var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
      return CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey();
    }
    var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  private static JsonNode tree(String part) {
    try {
      return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(part));
    } catch (JacksonException | IllegalArgumentException broken) {
      throw new OAuthProblem("invalid_grant", "invalid assertion");
    }
  }
}
