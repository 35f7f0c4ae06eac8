package io.tributary.runner.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSliceTest {

  @Test
  void membersAreCutOutAsTheyStand() throws BrokenInput {
    var json = "{ \"a\" : 12, \"b\":\"x\\\"}\", \"c\" : { \"d\":[1,{}] } , \"ü\":\"ä\",\"e\":null}";

    var members = JsonSlice.membersOf(json.getBytes(StandardCharsets.UTF_8));

    assertThat(text(members.get("a"))).isEqualTo("12");
    assertThat(text(members.get("b"))).isEqualTo("\"x\\\"}\"");
    assertThat(text(members.get("c"))).isEqualTo("{ \"d\":[1,{}] }");
    assertThat(text(members.get("ü"))).isEqualTo("\"ä\"");
    assertThat(text(members.get("e"))).isEqualTo("null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "1 2", "{}x", "[1},", "\"", "nul"})
  void whatIsNotOneValueIsRefused(String text) {
    assertThatThrownBy(() -> JsonSlice.whole(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BrokenInput.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32BE"})
  void otherEncodingsCannotStandInsideUtf8(String charset) {
    assertThatThrownBy(() -> JsonSlice.whole("{\"a\":1}".getBytes(Charset.forName(charset))))
        .isInstanceOf(BrokenInput.class);
  }

  private static String text(JsonSlice slice) {
    return new String(
        slice.bytes(), slice.from(), slice.to() - slice.from(), StandardCharsets.UTF_8);
  }
}
