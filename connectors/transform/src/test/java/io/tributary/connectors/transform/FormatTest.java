package io.tributary.connectors.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void datesKeepTheirMoment() {
    assertThat(
            date("31.12.2026 23:30", "\"from\": \"dd.MM.yyyy HH:mm\", \"zone\": \"Europe/Berlin\""))
        .isEqualTo("\"2026-12-31T23:30:00+01:00\"");
    assertThat(
            date(
                "2026-07-01T12:00:00Z", "\"to\": \"d MMM yyyy HH:mm\", \"toZone\": \"Asia/Tokyo\""))
        .isEqualTo("\"1 Jul 2026 21:00\"");
    assertThat(date("2026-12-31", "\"to\": \"epochSeconds\"")).isEqualTo("1798675200");
    assertThat(date("1798675200", "\"from\": \"epochSeconds\""))
        .isEqualTo("\"2026-12-31T00:00:00Z\"");
    assertThat(date("2026-12-31 08:15:30.5+02:00", "\"toZone\": \"UTC\""))
        .isEqualTo("\"2026-12-31T06:15:30.5Z\"");
  }

  @Test
  void dayThatIsNoneIsRefused() {
    assertThat(
            failure("31.02.2026", "{\"at\": \"/v\", \"what\": \"date\", \"from\": \"dd.MM.yyyy\"}"))
        .isEqualTo(
            "input#/v: \"31.02.2026\" is no date of the form dd.MM.yyyy. Correct the value, or the"
                + " rule");
  }

  @Test
  void numbersAreReadStrictlyAndRounded() {
    assertThat(number("1.234,5", "\"decimal\": \",\", \"grouping\": \".\"")).isEqualTo("1234.5");
    assertThat(number("2.345", "\"decimals\": 2")).isEqualTo("2.34");
    assertThat(number("2.345", "\"decimals\": 2, \"rounding\": \"half-up\"")).isEqualTo("2.35");
    assertThat(failure("1.2.3", "{\"at\": \"/v\", \"what\": \"number\"}")).contains("is no number");
    assertThat(failure("12 apples", "{\"at\": \"/v\", \"what\": \"number\"}"))
        .contains("is no number");
  }

  @Test
  void numbersAreWritten() {
    assertThat(
            only(
                "1234567.891",
                "{\"at\": \"/v\", \"what\": \"numberText\", \"decimal\": \",\", \"grouping\":"
                    + " \".\", \"decimals\": 2}"))
        .isEqualTo("\"1.234.567,89\"");
  }

  @Test
  void textsAreChanged() {
    assertThat(text(" Zoë   Brontë ", "[\"squeeze\", \"plain\", \"upper\"]"))
        .isEqualTo("\"ZOE BRONTE\"");
    assertThat(text("Straße & Café № 5!", "[\"slug\"]")).isEqualTo("\"strasse-cafe-no-5\"");
    assertThat(text("+49 (30) 12-34", "[\"digits\"]")).isEqualTo("\"49301234\"");
  }

  @Test
  void eachElementOfAListIsReached() {
    var result =
        format("{\"at\": \"/items/*/n\", \"what\": \"number\"}")
            .on("{\"items\": [{\"n\": \"1\"}, {\"m\": 2}, {\"n\": null}]}");

    assertThat(result.only().json()).isEqualTo("{\"items\":[{\"n\":1},{\"m\":2},{\"n\":null}]}");
  }

  @Test
  void ruleThatSaysSomethingElseIsRefused() {
    assertThat(failure("1", "{\"at\": \"/v\", \"what\": \"magic\"}"))
        .contains("\"magic\" is unknown");
    assertThat(failure("1", "{\"at\": \"/v\", \"what\": \"date\", \"form\": \"x\"}"))
        .startsWith("fields#/rules: is no list of rules");
    assertThat(failure("1", "{\"what\": \"date\"}")).contains("needs \"at\"");
  }

  private static String date(String value, String rest) {
    return only(value, "{\"at\": \"/v\", \"what\": \"date\", " + rest + "}");
  }

  private static String number(String value, String rest) {
    return only(value, "{\"at\": \"/v\", \"what\": \"number\", " + rest + "}");
  }

  private static String text(String value, String as) {
    return only(value, "{\"at\": \"/v\", \"what\": \"text\", \"as\": " + as + "}");
  }

  private static String only(String value, String rule) {
    var json = format(rule).on(Map.of("v", value)).only().json();
    return json.substring("{\"v\":".length(), json.length() - 1);
  }

  private static String failure(String value, String rule) {
    Result result = format(rule).on(Map.of("v", value));
    return ((Outcome.GivenUp) result.outcome()).message();
  }

  private static Run format(String rule) {
    return Run.action(new Format()).withFields(Map.of("rules", "[" + rule + "]"));
  }
}
