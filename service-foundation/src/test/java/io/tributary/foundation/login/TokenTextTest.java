package io.tributary.foundation.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.json.Json;
import java.time.Clock;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TokenTextTest {
  private static final String SECRET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";
  private static final String WHOLE = "trb_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2MPigj";

  @Test
  void itsFormStaysAsScannersKnowIt() {
    var token = TokenText.of(SECRET);

    assertThat(token.value()).isEqualTo(WHOLE);
    assertThat(token.tail()).isEqualTo("Pigj");
    assertThat(HexFormat.of().formatHex(token.hash()))
        .isEqualTo("33c0e5c5162eada1a04a84990fd1862967b7b24b0a02208e59407778cf91cc54");
  }

  @Test
  void whatWasMadeIsRead() {
    var made = TokenText.of(new Ids(Clock.systemUTC()).secret());

    assertThat(TokenText.read(made.value())).contains(made);
    assertThat(TokenText.isMeant(made.value())).isTrue();
  }

  @Test
  void eachTypingErrorIsTold() {
    for (int i = 0; i < WHOLE.length(); i++) {
      char other = WHOLE.charAt(i) == 'x' ? 'y' : 'x';
      var mistyped = WHOLE.substring(0, i) + other + WHOLE.substring(i + 1);

      assertThat(TokenText.read(mistyped)).as(mistyped).isEmpty();
    }
  }

  @Test
  void whatIsCutOffOrLongerIsNone() {
    assertThat(TokenText.read(WHOLE.substring(0, WHOLE.length() - 1))).isEmpty();
    assertThat(TokenText.read(WHOLE + "0")).isEmpty();
    assertThat(TokenText.read(WHOLE + "\n")).isEmpty();
    assertThatThrownBy(() -> new TokenText("trb_")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itIsPrintedInJsonAndNowhereElse() {
    var token = TokenText.of(SECRET);

    assertThat(token.toString()).doesNotContain(SECRET.substring(0, 8));
    assertThat(Json.write(token)).isEqualTo("\"" + WHOLE + "\"");
  }
}
