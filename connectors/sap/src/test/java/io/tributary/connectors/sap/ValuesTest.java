package io.tributary.connectors.sap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.sdk.GiveUp;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single values, as each version writes them. */
class ValuesTest {
  private final Values two = new Values(Protocol.V2);
  private final Values four = new Values(Protocol.V4);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Edm.String,O'Hara,'O''Hara','O''Hara'",
        "Edm.Int64,5,5L,5",
        "Edm.Decimal,12.50,12.50M,12.50",
        "Edm.Boolean,true,true,true",
        "Edm.Guid,0050568d-2f00-1ed0-9000-000000000001,"
            + "guid'0050568d-2f00-1ed0-9000-000000000001',0050568d-2f00-1ed0-9000-000000000001",
        "Edm.DateTimeOffset,2026-11-27T23:00:00+01:00,"
            + "datetimeoffset'2026-11-27T22:00:00Z',2026-11-27T22:00:00Z",
      })
  void literalsAreTheVersions(String type, String value, String ofTwo, String ofFour) {
    assertThat(two.literal(type, value, "x")).isEqualTo(ofTwo);
    assertThat(four.literal(type, value, "x")).isEqualTo(ofFour);
  }

  @Test
  void datesOfVersionTwoBecomeIso() {
    assertThat(two.out("Edm.DateTime", false, "/Date(1795816800123)/"))
        .isEqualTo("2026-11-27T22:00:00.123");
    assertThat(two.out("Edm.DateTime", true, "/Date(1795737600000)/")).isEqualTo("2026-11-27");
    assertThat(two.out("Edm.DateTimeOffset", false, "/Date(1795816800000+0060)/"))
        .isEqualTo("2026-11-27T22:00:00Z");
    assertThat(two.out("Edm.Time", false, "PT11H30M")).isEqualTo("11:30:00");
    assertThat(two.in("Edm.Time", "11:30:00", "x")).isEqualTo("PT11H30M0S");
    assertThat(two.in("Edm.DateTime", "2026-11-27T22:00:00.123", "x"))
        .isEqualTo("/Date(1795816800123)/");
    assertThat(two.in("Edm.DateTime", "1969-12-31", "x")).isEqualTo("/Date(-86400000)/");
  }

  @Test
  void anInstantIsComparedWithAsManyDigitsAsThePropertyHas() {
    var parsed = java.time.Instant.parse("2026-11-27T22:00:00Z");
    var metadata =
        new MetadataReader("x")
            .read(
                new java.io.ByteArrayInputStream(
                    Documents.of(Protocol.V2).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    var property = metadata.typeOf("Products", "").properties().get("ChangedAt");

    assertThat(two.stamp(property, parsed)).isEqualTo("datetime'2026-11-27T22:00:00.000'");
    assertThat(four.stamp(Metadata.Property.of("Edm.DateTimeOffset"), parsed))
        .isEqualTo("2026-11-27T22:00:00Z");
  }

  @Test
  void amountsKeepTheirDigits() {
    assertThat(four.out("Edm.Decimal", false, new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(four.out("Edm.Decimal", false, new BigDecimal("12.50"))).isEqualTo("12.50");
    assertThat(two.out("Edm.Decimal", false, "12.50")).isEqualTo("12.50");
    assertThat(two.in("Edm.Decimal", "12.50", "x")).isEqualTo("12.50");
    assertThat(four.in("Edm.Decimal", "12.50", "x")).isEqualTo(new BigDecimal("12.50"));
    assertThat(two.out("Edm.Double", false, "1.5")).isEqualTo(new BigDecimal("1.5"));
  }

  @Test
  void bytesAreOneAlphabetInFlows() {
    assertThat(four.out("Edm.Binary", false, "-_8")).isEqualTo("+/8=");
    assertThat(four.in("Edm.Binary", "+/8=", "x")).isEqualTo("-_8=");
    assertThat(two.in("Edm.Binary", "+/8=", "x")).isEqualTo("+/8=");
  }

  @ParameterizedTest
  @CsvSource({
    "Edm.Int32,x",
    "Edm.Int32,1.5",
    "Edm.Decimal,1e999999999",
    "Edm.Boolean,yes",
    "Edm.DateTime,soon",
    "Edm.Guid,1' or '1"
  })
  void whatDoesNotFitIsNamed(String type, String value) {
    assertThatThrownBy(() -> two.literal(type, value, "input#/x"))
        .isInstanceOf(GiveUp.class)
        .hasMessageStartingWith("input#/x: \"" + value + "\"");
  }

  @Test
  void keysAreReadOutOfAddresses() {
    var metadata =
        new MetadataReader("x")
            .read(
                new java.io.ByteArrayInputStream(
                    Documents.of(Protocol.V2).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    var items = new Keys(metadata, metadata.typeOf("OrderItems", ""));
    var key = Map.<String, Object>of("OrderID", "a,b='c' (d)/e", "Line", 7);

    var address = "https://sap.example/OrderItems" + items.predicate(key, "input#");

    assertThat(address).doesNotContain(" ");
    assertThat(items.parsed(address).get("OrderID")).isEqualTo("a,b='c' (d)/e");
    assertThat(items.parsed(address).get("Line").toString()).isEqualTo("7");
  }
}
