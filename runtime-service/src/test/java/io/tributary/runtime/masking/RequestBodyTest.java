package io.tributary.runtime.masking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.foundation.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RequestBodyTest {
  private static final String CARD =
      "{'properties':{'body':{'properties':{'card':{'writeOnly':true}}}}}";

  private final Mask mask = mask(CARD, Set.of("card"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // where the trigger gives the body as "body", or as the whole message
        "application/json | {'card':'4111','name':'Ada'} | {'card':'***','name':'Ada'}",
        "application/vnd.shop+json; charset=UTF-8 | {'card':'4111'} | {'card':'***'}",
        // wherever it stands: the trigger may put it elsewhere
        "text/json | {'order':[{'Card':4111},{'card':null}]} |"
            + " {'order':[{'Card':'***'},{'card':null}]}",
        "application/json | 'no object' | 'no object'",
        "application/x-www-form-urlencoded | card=41+11&name=Ada%20L&tag=a&tag=b |"
            + " {'card':'***','name':'Ada L','tag':['a','b']}",
      })
  void bodyIsShownReadAndItsSecretsHidden(String type, String body, String shown) {
    var request = request(type, body.replace('\'', '"'));

    var seen = mask.of(request);

    assertThat(seen.path("body")).isEqualTo(json(shown));
    assertThat(seen.has("bodyBase64")).isFalse();
    assertThat(seen.path("contentType").asString()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, card=4111",
    "application/json, card=4111",
    "application/json; charset=utf-16, {}",
    "multipart/form-data; boundary=x, card",
    "'', {}",
  })
  void whatCannotBeReadIsHiddenWithItsTypeAndSize(String type, String body) {
    var seen = mask.of(request(type, body)).path("bodyBase64").asString();

    assertThat(seen)
        .startsWith("*** (" + body.length() + " bytes; ")
        .contains(type)
        .doesNotContain(Base64.getEncoder().encodeToString(body.getBytes(UTF_8)));
  }

  @Test
  void compressedBodyIsNotReadEither() {
    var request = request("application/json", "{}");
    ((ObjectNode) request).putObject("headers").putArray("content-encoding").add("gzip");

    assertThat(mask.of(request).path("bodyBase64").asString()).startsWith("***");
  }

  @Test
  void largeBodyIsHiddenWithItsSizeAndComesBackAsItWas() {
    var request =
        json(
            "{'method':'POST','bodyBase64':'','large':{'$body':'0/a/3000000/0*3','size':3000000}}");

    var seen = mask.of(request);

    assertThat(seen.path("large").asString()).startsWith("*** (3,000,000 bytes; ");
    assertThat(mask.blind(request).path("large").asString()).isEqualTo("***");
    assertThat(mask.restore(seen, request)).isEqualTo(request);
  }

  @Test
  void bodyStaysAsItCameWhereOnlyWhatStandsBesideItIsSecret() {
    var beside =
        new SchemaHiding(
            json(
                "{'properties':{'body':{},'headers':{'properties':{'cookie':{'writeOnly':true}}}}}"));
    var within = new SchemaHiding(json(CARD));

    assertThat(beside.concernsBody()).isFalse();
    assertThat(within.concernsBody()).isTrue();
    assertThat(new SchemaHiding(json("{'properties':{'card':{'writeOnly':true}}}")).concernsBody())
        .isTrue();
  }

  @Test
  void whatIsChangedOfTheReadBodyIsWrittenAgainWithItsSecrets() {
    var request = request("application/json", "{\"card\":\"4111\",\"name\":\"Ada\"}");
    var changed = (ObjectNode) mask.of(request).deepCopy();
    ((ObjectNode) changed.path("body")).put("name", "Grace");

    var restored = mask.restore(changed, request);

    assertThat(restored)
        .isEqualTo(request("application/json", "{\"card\":\"4111\",\"name\":\"Grace\"}"));
  }

  @Test
  void changedFormIsAFormAgain() {
    var request = request("application/x-www-form-urlencoded", "card=41%2B11&name=Ada&t=1&t=2");
    var changed = (ObjectNode) mask.of(request).deepCopy();
    ((ObjectNode) changed.path("body")).put("name", "Grace H");

    var restored = mask.restore(changed, request);

    assertThat(restored)
        .isEqualTo(
            request("application/x-www-form-urlencoded", "card=41%2B11&name=Grace+H&t=1&t=2"));
  }

  @Test
  void whatIsSentBackUnchangedKeepsItsBytes() {
    var spaced = request("application/json", "{ \"card\" : \"4111\" }");
    var text = request("text/plain", "card=4111");
    var changed = ((ObjectNode) mask.of(text).deepCopy()).put("method", "PUT");

    assertThat(mask.restore(mask.of(spaced), spaced)).isEqualTo(spaced);
    assertThat(mask.restore(changed, text))
        .isEqualTo(((ObjectNode) text.deepCopy()).put("method", "PUT"));
  }

  @Test
  void whoWorksOnTheRequestGetsItInItsOwnShape() {
    var secret = request("application/json", "{\"card\":\"4111\"}");
    var open = request("application/json", "{\"name\":\"Ada\"}");

    assertThat(mask.blind(secret).path("bodyBase64")).isEqualTo(Mask.hidden());
    assertThat(mask.blind(open)).isEqualTo(open);
  }

  @Test
  void schemaThatCouldNotBeToldHidesAllOfIt() {
    var all = new Mask(List.of(), new RequestBody(List.of(body -> Mask.hidden()), Set.of()));

    assertThat(all.of(request("application/json", "{\"a\":1}")).path("body"))
        .isEqualTo(Mask.hidden());
  }

  @Test
  void whatIsNoRequestIsAsItIs() {
    var tick = json("{'at':'2026-01-01T00:00:00Z'}");

    assertThat(mask.of(tick)).isEqualTo(tick);
    assertThat(mask.blind(tick)).isEqualTo(tick);
    assertThat(mask.restore(json("{'at':'now'}"), tick)).isEqualTo(json("{'at':'now'}"));
  }

  private static Mask mask(String schema, Set<String> names) {
    return new Mask(List.of(), new RequestBody(List.of(new SchemaHiding(json(schema))), names));
  }

  private static JsonNode request(String type, String body) {
    return Json.mapper()
        .createObjectNode()
        .put("method", "POST")
        .put("contentType", type)
        .put("bodyBase64", Base64.getEncoder().encodeToString(body.getBytes(UTF_8)));
  }

  private static JsonNode json(String singleQuoted) {
    return Json.tree(singleQuoted.replace('\'', '"'));
  }
}
