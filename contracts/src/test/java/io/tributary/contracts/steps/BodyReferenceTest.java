package io.tributary.contracts.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class BodyReferenceTest {
  private static final String ID = "0123456789abcdefghjkmnpqrs";
  private static final int PIECE = BodyReference.PIECE;

  @Test
  void runsOfOffsetsAreWrittenShort() {
    var reference = new BodyReference(2, ID, 4L * PIECE + 7, List.of(5L, 6L, 7L, 12L, 20L));

    assertThat(reference.toString()).isEqualTo("2/" + ID + "/4000007/5*3,12,20");
    assertThat(BodyReference.parse(reference.toString())).isEqualTo(reference);
  }

  @Test
  void eachByteHasItsPiece() {
    var reference = new BodyReference(0, ID, 2L * PIECE + 7, List.of(5L, 9L, 10L));

    assertThat(reference.offsetAt(0)).isEqualTo(5);
    assertThat(reference.offsetAt(PIECE - 1)).isEqualTo(5);
    assertThat(reference.offsetAt(PIECE)).isEqualTo(9);
    assertThat(reference.sizeAt(PIECE)).isEqualTo(PIECE);
    assertThat(reference.offsetAt(2L * PIECE)).isEqualTo(10);
    assertThat(reference.sizeAt(2L * PIECE + 3)).isEqualTo(7);
  }

  @Test
  void anEmptyBodyHasNoPiece() {
    assertThat(BodyReference.parse("0/" + ID + "/0/").offsets()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0/short/0/",
        "0/0123456789abcdefghjkmnpqrs/1/",
        "0/0123456789abcdefghjkmnpqrs/1/1,2",
        "0/0123456789abcdefghjkmnpqrs/0/1",
        "-1/0123456789abcdefghjkmnpqrs/1/1",
        "0/0123456789abcdefghjkmnpqrs/9999999999/1*9999",
        "0/0123456789abcdefghjkmnpqrs/2000000/1*9999,1*9999,1*9999",
        "0/0123456789abcdefghjkmnpqrs/1/99999999999999999999",
        "0/0123456789abcdefghjkmnpqrs/1/1/flow.other.bodies",
        "0/0123456789ABCDEFGHJKMNPQRS/1/1"
      })
  void whatIsNoReferenceIsRefused(String text) {
    assertThatThrownBy(() -> BodyReference.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void standsInMessagesAsAnObjectOfItsOwn() {
    var json = JsonMapper.builder().build();
    var body = new LargeBody(new BodyReference(1, ID, 7, List.of(3L)), 7, "ab");

    var text = json.writeValueAsString(body);

    assertThat(text).isEqualTo("{\"$body\":\"1/" + ID + "/7/3\",\"size\":7,\"sha256\":\"ab\"}");
    assertThat(json.readValue(text, LargeBody.class)).isEqualTo(body);
  }
}
