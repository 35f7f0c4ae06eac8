package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Headers by which a receiver knows the sender, after <a
 * href="https://www.standardwebhooks.com">Standard Webhooks</a> 1.0.0, symmetric.
 */
final class Signature {
  private static final String PREFIX = "whsec_";
  private static final int BUFFER = 16 * 1024;

  private Signature() {}

  /**
   * The three headers.
   *
   * @param secrets one, or several with blanks between: while one takes the other's place, both
   *     sign
   * @param id the same on each attempt
   * @throws IOException if the body cannot be read
   */
  static Map<String, String> of(String secrets, String id, Instant now, Body body)
      throws IOException {
    // A full stop parts what is signed, and must not be in it.
    var name = id.replace('.', '_');
    var seconds = Long.toString(now.getEpochSecond());
    var signatures = new ArrayList<String>();
    for (var secret : secrets.split("\\s+")) {
      signatures.add("v1," + signed(key(secret), name + "." + seconds + ".", body));
    }
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", name);
    headers.put("webhook-timestamp", seconds);
    headers.put("webhook-signature", String.join(" ", signatures));
    return headers;
  }

  private static String signed(byte[] key, String start, Body body) throws IOException {
    try (var content = body.content().get()) {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(start.getBytes(StandardCharsets.US_ASCII));
      var buffer = new byte[BUFFER];
      for (int some = content.read(buffer); some >= 0; some = content.read(buffer)) {
        mac.update(buffer, 0, some);
      }
      return Base64.getEncoder().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] key(String secret) {
    try {
      var encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "";
      byte[] key = Base64.getDecoder().decode(encoded);
      if (key.length >= 16) {
        return key;
      }
    } catch (IllegalArgumentException broken) {
      // Said below: the text of the failure would hold a part of the secret.
    }
    throw new GiveUp(
        "connection#/signingSecret: is no secret of Standard Webhooks. Write whsec_ and base64");
  }
}
