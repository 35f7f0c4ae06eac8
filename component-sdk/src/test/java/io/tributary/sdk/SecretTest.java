package io.tributary.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private record Login(String user, Secret password) {}

  @Test
  void doesNotPrintItsValue() {
    var login = new Login("ada", new Secret("enchantress"));

    assertThat(login.toString()).contains("ada").contains("***").doesNotContain("enchantress");
    assertThat(login.password().reveal()).isEqualTo("enchantress");
  }

  @Test
  void isEqualByValue() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).isNotEqualTo(new Secret("b"));
  }
}
