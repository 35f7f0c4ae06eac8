package io.tributary.connectors.sap;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON of services, read and written. */
final class Json {
  private static final int LARGEST = 16 * 1024 * 1024;

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Amounts of money must not be rounded on their way.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** Of a whole body, which is not endless; empty where there is no content. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Answer answer) {
    byte[] bytes = bytes(answer);
    try {
      return bytes.length == 0 ? Map.of() : MAPPER.readValue(bytes, LinkedHashMap.class);
    } catch (JacksonException broken) {
      throw new RetryLater(answer.host() + ": the answer is no JSON object", broken);
    }
  }

  static byte[] bytes(Answer answer) {
    try (answer) {
      byte[] bytes = answer.body().readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new GiveUp(answer.host() + ": the answer is larger than 16 MiB. Ask for less");
      }
      return bytes;
    } catch (IOException failure) {
      throw brokenOff(answer.host(), failure);
    }
  }

  static RetryLater brokenOff(String host, Exception failure) {
    return new RetryLater(host + ": the answer broke off: " + failure.getMessage(), failure);
  }

  /** What the answer holds, without the wrapping of OData 2. */
  static Map<?, ?> unwrapped(Map<String, Object> answer) {
    return answer.get("d") instanceof Map<?, ?> inner ? inner : answer;
  }

  /** An annotation of OData 4, whose prefix 4.01 leaves out. */
  static Object annotation(Map<?, ?> object, String name) {
    var value = object.get("@odata." + name);
    return value == null ? object.get("@" + name) : value;
  }

  /** A bound on what is kept in memory for one thing. */
  static InputStream bounded(InputStream in, long most, String what) {
    return new java.io.FilterInputStream(in) {
      private long left = most;

      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = in.read(bytes, offset, length);
        left -= Math.max(some, 0);
        if (left < 0) {
          throw new GiveUp(what + " is larger than " + (most >> 20) + " MiB");
        }
        return some;
      }
    };
  }
}
