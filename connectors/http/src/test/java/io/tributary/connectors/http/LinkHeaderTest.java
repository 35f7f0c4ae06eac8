package io.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class LinkHeaderTest {
  @Test
  void findsTheNextPageAmongOthers() {
    assertThat(LinkHeader.next(List.of("</a>; rel=prev", "</b>;rel=\"next\""))).contains("/b");
    assertThat(LinkHeader.next(List.of("</a>;rel=first,</b> ; REL = \"last Next\" ; x")))
        .contains("/b");
    assertThat(LinkHeader.next(List.of("<https://x.test/?a=1,2;3>; title=\"q\\\"; \"; rel=next")))
        .contains("https://x.test/?a=1,2;3");
  }

  @Test
  void isNotMisledByOtherParameters() {
    assertThat(LinkHeader.next(List.of("</a>; title=\"; rel=next\"; rel=prev"))).isEmpty();
    assertThat(LinkHeader.next(List.of("</a>; rel=prev; rel=next"))).isEmpty();
    assertThat(LinkHeader.next(List.of("</a>; rel=nextfoo", "</a>; rel", "rel=next", "")))
        .isEmpty();
  }

  @Test
  void isSoonDoneWithNonsense() {
    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          LinkHeader.next(List.of("<".repeat(16_000)));
          LinkHeader.next(List.of("<>" + ";a=\"".repeat(3_000)));
          LinkHeader.next(List.of("<>" + " ;a".repeat(5_000) + "\""));
        });
  }
}
