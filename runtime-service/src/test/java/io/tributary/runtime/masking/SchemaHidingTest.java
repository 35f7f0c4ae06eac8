package io.tributary.runtime.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.foundation.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaHidingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the two words
        "{'properties':{'pin':{'writeOnly':true}}} | {'pin':'1234','name':'Ada'} |"
            + " {'pin':'***','name':'Ada'}",
        "{'properties':{'pin':{'type':'string','format':'password'}}} | {'pin':'1234'} |"
            + " {'pin':'***'}",
        "{'writeOnly':true} | {'all':'of it'} | '***'",
        "{'properties':{'pin':{'writeOnly':true}}} | {'pin':{'deep':[1,2]}} | {'pin':'***'}",
        "{'properties':{'pin':{'writeOnly':true}}} | {'pin':null} | {'pin':null}",
        "{'properties':{'doc':{'contentSchema':{'properties':{'pin':{'writeOnly':true}}}}}} |"
            + " {'doc':'eyJwaW4iOjF9'} | {'doc':'***'}",
        "{'properties':{'pin':{'writeOnly':false}}} | {'pin':'1'} | {'pin':'1'}",
        // where it may stand
        "{'items':{'properties':{'pin':{'writeOnly':true}}}} | [{'pin':1},{'pin':2}] |"
            + " [{'pin':'***'},{'pin':'***'}]",
        "{'items':[{},{'writeOnly':true}]} | ['a','b','c'] | ['a','***','c']",
        "{'prefixItems':[{'writeOnly':true}],'items':{}} | ['a','b'] | ['***','b']",
        "{'prefixItems':[{}],'items':{'format':'password'}} | ['a','b'] | ['***','***']",
        "{'additionalProperties':{'writeOnly':true},'properties':{'name':{}}} |"
            + " {'name':'Ada','x':1} | {'name':'Ada','x':'***'}",
        "{'patternProperties':{'^p':{'writeOnly':true}}} | {'pin':1} | {'pin':'***'}",
        // what composes schemas
        "{'allOf':[{'properties':{'pin':{'writeOnly':true}}}]} | {'pin':1} | {'pin':'***'}",
        "{'oneOf':[{'properties':{'pin':{}}},{'properties':{'pin':{'writeOnly':true}}}]} |"
            + " {'pin':1} | {'pin':'***'}",
        "{'if':{},'then':{'properties':{'pin':{'writeOnly':true}}}} | {'pin':1} | {'pin':'***'}",
        "{'dependentSchemas':{'a':{'properties':{'pin':{'writeOnly':true}}}}} | {'pin':1} |"
            + " {'pin':'***'}",
        // references
        "{'$defs':{'s':{'writeOnly':true}},'properties':{'pin':{'$ref':'#/$defs/s'}}} | {'pin':1} |"
            + " {'pin':'***'}",
        "{'$defs':{'a b':{'writeOnly':true}},'properties':{'pin':{'$ref':'#/$defs/a%20b'}}} |"
            + " {'pin':1} | {'pin':'***'}",
        "{'properties':{'pin':{'writeOnly':true},'child':{'$ref':'#'}}} |"
            + " {'child':{'child':{'pin':1}}} | {'child':{'child':{'pin':'***'}}}",
        "{'properties':{'x':{'$ref':'other.json'},'pin':{'writeOnly':true}}} | {'x':{'y':1},'z':2}"
            + " | {'x':'***','z':2}",
        // a large body, which is not read
        "{'properties':{'doc':{'properties':{'pin':{'writeOnly':true}}}}} |"
            + " {'doc':{'$body':'r','size':9},'z':2} | {'doc':'***','z':2}",
        "{'$defs':{'a':{'items':{'$ref':'#/$defs/b'}},'b':{'writeOnly':true}},"
            + "'properties':{'doc':{'$ref':'#/$defs/a'}}} | {'doc':{'$body':'r'}} |"
            + " {'doc':'***'}",
        "{'properties':{'doc':{'type':'object'},'pin':{'writeOnly':true}}} |"
            + " {'doc':{'$body':'r'},'pin':1} | {'doc':{'$body':'r'},'pin':'***'}",
      })
  void hides(String schema, String body, String shown) {
    assertThat(new SchemaHiding(json(schema)).hide(json(body))).isEqualTo(json(shown));
  }

  @Test
  @Timeout(20)
  void whatHasNoEndIsHiddenWhole() {
    var circle = json("{'$defs':{'a':{'$ref':'#/$defs/a'}},'$ref':'#/$defs/a'}");
    var explosion =
        json(
            "{'$defs':{'a':{'allOf':[{'$ref':'#/$defs/a'},{'$ref':'#/$defs/a'}]}},'$ref':'#/$defs/a'}");

    assertThat(new SchemaHiding(circle).hide(json("{'a':1}"))).isEqualTo(Mask.hidden());
    assertThat(new SchemaHiding(explosion).hide(json("{'a':1}"))).isEqualTo(Mask.hidden());
  }

  @Test
  void theBodyItselfWhereNothingIsHidden() {
    var body = json("{'items':[{'a':1}],'b':{'c':2}}");

    assertThat(new SchemaHiding(json("{'properties':{'pin':{'writeOnly':true}}}")).hide(body))
        .isSameAs(body);
  }

  @Test
  void namesOfSecretPropertiesAreKnownAtAnyDepth() {
    var schema =
        json(
            "{'$defs':{'s':{'format':'password'}},'properties':{'Pin':{'writeOnly':true},'a':{'items':{'properties':{'cvc':{'$ref':'#/$defs/s'}}}},'b':{}}}");

    assertThat(new SchemaHiding(schema).secretNames()).containsExactlyInAnyOrder("pin", "cvc");
  }

  @Test
  void itIsKnownWhetherASchemaHidesAnything() {
    assertThat(SchemaHiding.hidesAnything(json("{'properties':{'a':{'type':'string'}}}")))
        .isFalse();
    assertThat(SchemaHiding.hidesAnything(json("{'properties':{'a':{'format':'password'}}}")))
        .isTrue();
  }

  private static tools.jackson.databind.JsonNode json(String singleQuoted) {
    return Json.tree(singleQuoted.replace('\'', '"'));
  }
}
