package io.tributary.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String SECRET = "s3cr?t/ key+~\"ü";

  private final Redaction redaction = new Redaction();

  @Test
  void secretIsBlottedOutWhereverItStands() {
    redaction.learn("tok-12345");

    assertThat(redaction.clean("a tok-12345, tok-12345")).isEqualTo("a ***, ***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "user:", "a longer name:"})
  void secretIsFoundInBase64BehindAnything(String before) {
    redaction.learn(SECRET);
    var bytes = (before + SECRET + "!").getBytes(UTF_8);

    var plain = redaction.clean(Base64.getEncoder().encodeToString(bytes));
    var url = redaction.clean(Base64.getUrlEncoder().encodeToString(bytes));
    var coded =
        redaction.clean(URLEncoder.encode(Base64.getEncoder().encodeToString(bytes), UTF_8));

    assertThat(plain).contains("***").hasSizeLessThan(bytes.length);
    assertThat(url).contains("***");
    assertThat(coded).contains("***");
  }

  @Test
  void secretIsFoundAsAddressesAndJsonWriteIt() {
    redaction.learn(SECRET);
    var form = URLEncoder.encode(SECRET, UTF_8);

    assertThat(redaction.clean("?key=" + form)).isEqualTo("?key=***");
    assertThat(redaction.clean("?key=" + form.replace("+", "%20"))).isEqualTo("?key=***");
    assertThat(redaction.clean("?key=s3cr%3ft%2f+key%2b%7e%22%c3%bc")).isEqualTo("?key=***");
    assertThat(redaction.clean("{\"k\":\"s3cr?t/ key+~\\\"ü\"}")).isEqualTo("{\"k\":\"***\"}");
  }

  @Test
  void eachLineOfAKeyIsASecret() {
    redaction.learn("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\n-----END KEY-----");

    assertThat(redaction.clean("read MIIEvQIBADANBgkqhkiG")).isEqualTo("read ***");
  }

  @Test
  void longerSecretIsNotCutByAShorterOne() {
    redaction.learn("abcd");
    redaction.learn("abcd-efgh");

    assertThat(redaction.clean("abcd-efgh abcd")).isEqualTo("*** ***");
  }

  @Test
  void ordinaryWordsStay() {
    redaction.learn("key");

    assertThat(redaction.clean("the key is missing")).isEqualTo("the key is missing");
  }
}
