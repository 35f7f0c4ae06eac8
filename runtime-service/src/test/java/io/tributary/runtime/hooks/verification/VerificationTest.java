package io.tributary.runtime.hooks.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
  private static final HookSecret SECRET = new HookSecret("one-secret-of-many");
  private static final HookSecret OTHER = new HookSecret("another-one-of-them");
  private static final String BODY = "{\"amount\": 12}";

  /** The vector that the libraries of Standard Webhooks are tested with. */
  @Test
  void standardWebhooksOwnVectorIsGenuine() {
    var standard =
        new Verification(
            new Scheme.StandardWebhooks(),
            List.of(new HookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));

    assertThat(
            isGenuine(
                standard,
                "{\"test\": 2432232314}",
                Map.of(
                    "webhook-id",
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    "webhook-timestamp",
                    "1614265330",
                    "webhook-signature",
                    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")))
        .isTrue();
  }

  /** The example of GitHub's documentation. */
  @Test
  void gitHubsOwnExampleIsGenuine() {
    var gitHub =
        new Verification(
            new Scheme.GitHub(), List.of(new HookSecret("It's a Secret to Everybody")));
    var signature = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    assertThat(
            isGenuine(
                gitHub, "Hello, World!", Map.of("X-Hub-Signature-256", "sha256=" + signature)))
        .isTrue();
    assertThat(
            isGenuine(
                gitHub, "Hello, World?", Map.of("X-Hub-Signature-256", "sha256=" + signature)))
        .isFalse();
    assertThat(isGenuine(gitHub, "Hello, World!", Map.of("X-Hub-Signature-256", signature)))
        .isFalse();
    assertThat(isGenuine(gitHub, "Hello, World!", Map.of())).isFalse();
  }

  @Test
  void stripeSignsTimeAndBodyAndOneOfSeveralIsEnough() {
    var stripe = new Verification(new Scheme.Stripe(), List.of(SECRET));
    var time = Long.toString(NOW.getEpochSecond());
    var good = hex(SECRET, time + "." + BODY);
    var wrong = hex(OTHER, time + "." + BODY);

    assertThat(isGenuine(stripe, BODY, stripe("t=" + time + ",v1=" + good))).isTrue();
    assertThat(isGenuine(stripe, BODY, stripe("t=" + time + ",v1=" + wrong + ",v1=" + good)))
        .isTrue();
    assertThat(isGenuine(stripe, BODY, stripe("t=" + time + ",v1=" + wrong))).isFalse();
    assertThat(isGenuine(stripe, BODY, stripe("t=" + time + ",v0=" + good))).isFalse();
    assertThat(isGenuine(stripe, BODY, stripe("t=" + time))).isFalse();
    assertThat(isGenuine(stripe, BODY, stripe("v1=" + good))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, 1_000_000_000_000_000_000L})
  void aTimeThatIsFarAwayIsRefused(long seconds) {
    var standard = new Verification(new Scheme.StandardWebhooks(), List.of(SECRET));
    var stripe = new Verification(new Scheme.Stripe(), List.of(SECRET));
    var time = Long.toString(NOW.getEpochSecond() + seconds);

    assertThat(isGenuine(standard, BODY, standardly(time, BODY, SECRET))).isFalse();
    assertThat(
            isGenuine(stripe, BODY, stripe("t=" + time + ",v1=" + hex(SECRET, time + "." + BODY))))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1614265330", "1614265330.0", " 1614265330", "now"})
  void aTimeThatIsNoneIsRefused(String time) {
    var standard = new Verification(new Scheme.StandardWebhooks(), List.of(SECRET));

    assertThat(isGenuine(standard, BODY, standardly(time, BODY, SECRET))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-299, 0, 299})
  void withinTheWindowItIsGenuine(long seconds) {
    var standard = new Verification(new Scheme.StandardWebhooks(), List.of(SECRET));
    var time = Long.toString(NOW.getEpochSecond() + seconds);

    assertThat(isGenuine(standard, BODY, standardly(time, BODY, SECRET))).isTrue();
  }

  @Test
  void oneByteMoreOrTheSameJsonWrittenAnewIsAnotherBody() {
    var standard = new Verification(new Scheme.StandardWebhooks(), List.of(SECRET));
    var headers = standardly(Long.toString(NOW.getEpochSecond()), BODY, SECRET);

    assertThat(isGenuine(standard, BODY, headers)).isTrue();
    assertThat(isGenuine(standard, BODY + " ", headers)).isFalse();
    assertThat(isGenuine(standard, "{\"amount\":12}", headers)).isFalse();
  }

  @Test
  void whileASecretIsReplacedBothAreGood() {
    var both = new Verification(new Scheme.StandardWebhooks(), List.of(OTHER, SECRET));
    var time = Long.toString(NOW.getEpochSecond());

    assertThat(isGenuine(both, BODY, standardly(time, BODY, SECRET))).isTrue();
    assertThat(isGenuine(both, BODY, standardly(time, BODY, OTHER))).isTrue();
    assertThat(isGenuine(both, BODY, standardly(time, BODY, new HookSecret("nobody's one"))))
        .isFalse();
  }

  @Test
  void aCustomHeaderMayBeWrittenEitherWay() {
    var mac = mac(SECRET.bytes(), BODY);
    var hex =
        new Verification(new Scheme.Hmac("X-Sig", "v=", Scheme.Encoding.HEX), List.of(SECRET));
    var base64 =
        new Verification(new Scheme.Hmac("X-Sig", "", Scheme.Encoding.BASE64), List.of(SECRET));

    assertThat(isGenuine(hex, BODY, Map.of("x-sig", "v=" + HexFormat.of().formatHex(mac))))
        .isTrue();
    assertThat(isGenuine(base64, BODY, Map.of("X-SIG", Base64.getEncoder().encodeToString(mac))))
        .isTrue();
    assertThat(isGenuine(base64, BODY, Map.of("X-SIG", "not base64!"))).isFalse();
  }

  @Test
  void passwordsAndKeysAreComparedWhole() {
    var basic = new Verification(new Scheme.Basic(), List.of(new HookSecret("ada:s3cret:x")));
    var key = new Verification(new Scheme.ApiKey("X-Api-Key"), List.of(SECRET));

    assertThat(isGenuine(basic, "", Map.of("Authorization", basic("ada:s3cret:x")))).isTrue();
    assertThat(isGenuine(basic, "", Map.of("Authorization", basic("ada:s3cret")))).isFalse();
    assertThat(isGenuine(basic, "", Map.of("Authorization", "Bearer ada:s3cret:x"))).isFalse();
    assertThat(isGenuine(basic, "", Map.of())).isFalse();
    assertThat(isGenuine(key, "", Map.of("x-api-key", SECRET.text()))).isTrue();
    assertThat(isGenuine(key, "", Map.of("x-api-key", SECRET.text() + "x"))).isFalse();
    assertThat(isGenuine(key, "", Map.of("x-api-key", ""))).isFalse();
  }

  @Test
  void whatCannotBecomeGenuineNeedNotBeRead() {
    var gitHub = new Verification(new Scheme.GitHub(), List.of(SECRET));

    assertThat(gitHub.begin(name -> null, NOW).isRefused()).isTrue();
    assertThat(Verification.NONE.begin(name -> null, NOW).isRefused()).isFalse();
    assertThat(Verification.NONE.begin(name -> null, NOW).isGenuine()).isTrue();
  }

  @Test
  void secretsAreNotShownAndOnlyHeadersThatHoldThemAreTakenAway() {
    assertThat(HookSecret.fresh().text()).startsWith("whsec_").hasSize(50);
    assertThat(new Verification(new Scheme.Basic(), List.of(SECRET)))
        .asString()
        .doesNotContain(SECRET.text());
    assertThat(new Scheme.Basic().credential()).contains("authorization");
    assertThat(new Scheme.ApiKey("X-Api-Key").credential()).contains("x-api-key");
    assertThat(new Scheme.GitHub().credential()).isEmpty();
    assertThatThrownBy(() -> new HookSecret("of two\nlines")).hasMessageContaining("line breaks");
    assertThatThrownBy(() -> new HookSecret("short")).hasMessageContaining("8");
    assertThatThrownBy(() -> new Scheme.ApiKey("x\r\ny")).hasMessageContaining("header");
  }

  private static Map<String, String> stripe(String header) {
    return Map.of("Stripe-Signature", header);
  }

  private static Map<String, String> standardly(String time, String body, HookSecret secret) {
    var mac = mac(secret.standardKey(), "msg_1." + time + "." + body);
    return Map.of(
        "webhook-id",
        "msg_1",
        "webhook-timestamp",
        time,
        "webhook-signature",
        "v1a,zzz v1," + Base64.getEncoder().encodeToString(mac));
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(HookSecret secret, String text) {
    return HexFormat.of().formatHex(mac(secret.bytes(), text));
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean isGenuine(
      Verification verification, String body, Map<String, String> headers) {
    var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    var judgement = verification.begin(byName::get, NOW);
    var in = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    try (var reading = judgement.reading(in)) {
      reading.readAllBytes();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return judgement.isGenuine();
  }
}
