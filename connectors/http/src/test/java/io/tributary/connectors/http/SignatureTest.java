package io.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);

  @Test
  void signsAsTheStandardSays() throws Exception {
    var headers =
        Signature.of(
            SECRET,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            NOW,
            Body.of("application/json", "{\"test\": 2432232314}"));

    assertThat(headers)
        .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .containsEntry("webhook-timestamp", "1614265330")
        .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void sendsWhatAReceiverCanVerify() throws Exception {
    try (var server = new StrictServer().on("/hook", 204, Map.of(), "")) {
      var result =
          Run.action(new Request(Clock.fixed(NOW, ZoneOffset.UTC)))
              .withConnection(
                  Map.of(
                      "url",
                      server.url(),
                      "signingSecret",
                      SECRET + " whsec_c2Vjb25kIHNlY3JldCBvZiAyNA=="))
              .withFields(Map.of("signWith", "standard-webhooks"))
              .withIdempotencyKey("flow.1")
              .on("{\"method\": \"POST\", \"path\": \"/hook\", \"json\": {\"type\": \"a\"}}");

      var asked = server.only();
      assertThat(result.outcome()).isEqualTo(new Outcome.Done());
      assertThat(asked.header("webhook-id")).isEqualTo("flow_1");
      assertThat(asked.header("webhook-signature").split(" "))
          .containsExactly(
              expected(SECRET, asked.body()),
              expected("whsec_c2Vjb25kIHNlY3JldCBvZiAyNA==", asked.body()));
    }
  }

  @Test
  void aBadSecretIsNamedAndNotShown() {
    var result =
        Run.action(new Request())
            .withConnection(Map.of("url", "http://127.0.0.1:1", "signingSecret", "whsec_%%%"))
            .withFields(Map.of("signWith", "standard-webhooks"))
            .on("{}");

    assertThat(result.outcome())
        .isEqualTo(
            new Outcome.GivenUp(
                "connection#/signingSecret: is no secret of Standard Webhooks. Write whsec_ and"
                    + " base64"));
  }

  @Test
  void readsAllThreeWaysToWriteADate() {
    var clock = Clock.fixed(Instant.parse("1994-11-06T08:49:07Z"), ZoneOffset.UTC);

    assertThat(RetryAfter.of("Sun, 06 Nov 1994 08:49:37 GMT", clock))
        .contains(Duration.ofSeconds(30));
    assertThat(RetryAfter.of("Sun Nov  6 08:49:37 1994", clock)).contains(Duration.ofSeconds(30));
    assertThat(RetryAfter.of("Sun, 06 Nov 1994 08:00:00 GMT", clock)).contains(Duration.ZERO);
    assertThat(RetryAfter.of("999999999999", clock)).contains(Duration.ofDays(1));
    assertThat(RetryAfter.of("-1", clock)).isEqualTo(Optional.empty());
    var today = Clock.fixed(Instant.parse("2026-11-27T10:00:00Z"), ZoneOffset.UTC);
    assertThat(RetryAfter.of("Friday, 27-Nov-26 10:01:00 GMT", today))
        .contains(Duration.ofMinutes(1));
  }

  private static String expected(String secret, String body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
    var signed = "flow_1.1614265330." + body;
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
