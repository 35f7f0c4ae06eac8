package io.tributary.connectors.quickbooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What shows that a webhook comes from Intuit: HMAC-SHA-256 of its body, in base64. */
final class Signature {
  static final String HEADER = "intuit-signature";

  private Signature() {}

  /** Takes the same time whatever differs. */
  static boolean fits(byte[] body, String verifierToken, String signature) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(verifierToken.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return MessageDigest.isEqual(mac.doFinal(body), Base64.getDecoder().decode(signature));
    } catch (IllegalArgumentException noBase64) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
