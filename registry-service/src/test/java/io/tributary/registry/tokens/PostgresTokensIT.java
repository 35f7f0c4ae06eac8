package io.tributary.registry.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.registry.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresTokensIT extends TokensContract {
  private final DataSource source = TestDatabase.migrated();
  private final JdbcClient database = JdbcClient.create(source);
  private final Tokens tokens =
      new PostgresTokens(database, new TransactionTemplate(new JdbcTransactionManager(source)));

  @BeforeEach
  void empty() {
    database.sql("truncate registry.personal_tokens").update();
  }

  @Test
  void theTokenItselfIsNowhereInTheTable() {
    var text = AToken.text();
    tokens.add(AToken.of(AToken.ADA, AToken.ACME, text), text, 1);

    var row = database.sql("select t::text from registry.personal_tokens t").query(String.class);

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
