package io.tributary.runtime.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.foundation.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MaskTest {
  private static final JsonNode ORIGINAL =
      json("{'name':'Ada','pin':'1234','cards':[{'cvc':'111'},{'cvc':'222'}]}");

  private final Mask mask =
      new Mask(
          List.of(
              new SchemaHiding(
                  json(
                      "{'properties':{'pin':{'writeOnly':true},'cards':{'items':{'properties':{'cvc':{'writeOnly':true}}}}}}"))));

  @Test
  void whatWasHiddenAndComesBackSoKeepsItsValue() {
    var changed =
        json("{'name':'Grace','pin':'***','cards':[{'cvc':'***'},{'cvc':'333'}],'new':1}");

    assertThat(mask.restore(changed, ORIGINAL))
        .isEqualTo(
            json("{'name':'Grace','pin':'1234','cards':[{'cvc':'111'},{'cvc':'333'}],'new':1}"));
  }

  @Test
  void starsThatHideNothingAreStars() {
    assertThat(mask.restore(json("{'name':'***'}"), ORIGINAL)).isEqualTo(json("{'name':'***'}"));
  }

  @Test
  void anotherShapeIsTakenAsItIs() {
    assertThat(mask.restore(json("[1]"), ORIGINAL)).isEqualTo(json("[1]"));
    assertThat(mask.restore(json("{'cards':'none'}"), ORIGINAL))
        .isEqualTo(json("{'cards':'none'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // made of the message | made of the one without secrets | shown
        "{'a':1,'pin':'1234'} | {'a':1,'pin':'***'} | {'a':1,'pin':'***'}",
        "{'to':'Bearer 1234'} | {'to':'Bearer ***'} | {'to':'***'}",
        "[1,{'x':'4321'}] | [1,{'x':'***'}] | [1,{'x':'***'}]",
        // another shape, a name that is a secret, another length: nothing is shown
        "{'1234':1} | {'***':1} | '***'",
        "[1,2] | [1] | '***'",
        "{'a':{'b':1}} | {'a':'b'} | {'a':'***'}",
        "{'a':1} | {'a':1} | {'a':1}",
      })
  void onlyWhatDoesNotDependOnASecretIsShown(String made, String blind, String shown) {
    assertThat(Mask.alike(json(made), json(blind))).isEqualTo(json(shown));
  }

  @Test
  void whatIsNotJsonIsHiddenWholeWhereAnythingIs() {
    var text = "pin=1234".getBytes(StandardCharsets.UTF_8);

    assertThat(mask.of(text)).asString().isEqualTo("\"***\"");
    assertThat(new Mask(List.of()).of(text)).isSameAs(text);
  }

  @Test
  void credentialsOfARequestAreHidden() {
    var request =
        json(
            "{'method':'POST','headers':{'authorization':['Bearer"
                + " x'],'x-hub-signature-256':['s'],'accept':['*/*']},'query':{'api_key':['k'],'page':['2']}}");

    assertThat(new RequestHiding().hide(request))
        .isEqualTo(
            json(
                "{'method':'POST','headers':{'authorization':['***'],'x-hub-signature-256':['***'],'accept':['*/*']},'query':{'api_key':['***'],'page':['2']}}"));
  }

  private static JsonNode json(String singleQuoted) {
    return Json.tree(singleQuoted.replace('\'', '"'));
  }
}
