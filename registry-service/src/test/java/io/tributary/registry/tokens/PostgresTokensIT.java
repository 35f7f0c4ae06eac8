package io.tributary.registry.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.foundation.persistence.ActsAcross;
import io.tributary.foundation.persistence.TestPostgres;
import io.tributary.foundation.persistence.Use;
import io.tributary.registry.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ActsAcross(Use.LOG_IN)
class PostgresTokensIT extends TokensContract {
  private final TestPostgres postgres = TestDatabase.migrated();
  private final Tokens tokens = new PostgresTokens(postgres.database());

  @BeforeEach
  void empty() {
    postgres.raw().sql("truncate registry.personal_tokens").update();
  }

  @Test
  void theTokenItselfIsNowhereInTheTable() {
    var text = AToken.text();
    tokens.add(AToken.of(AToken.ADA, AToken.ACME, text), text, 1);

    var row =
        postgres.raw().sql("select t::text from registry.personal_tokens t").query(String.class);

    assertThat(row.list())
        .singleElement()
        .asString()
        .contains(text.tail())
        .doesNotContain(text.value().substring(4, 12));
  }

  @Override
  Tokens tokens() {
    return tokens;
  }
}
