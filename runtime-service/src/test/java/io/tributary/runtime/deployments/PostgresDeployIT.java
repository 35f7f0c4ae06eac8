package io.tributary.runtime.deployments;

import io.tributary.runtime.hooks.Hooks;
import io.tributary.runtime.hooks.PostgresHooksForTests;
import io.tributary.runtime.support.RealPostgres;
import org.springframework.transaction.support.TransactionOperations;

class PostgresDeployIT extends DeployContract {
  private final RealPostgres postgres = RealPostgres.empty();

  @Override
  Deployments deployments() {
    return new PostgresDeployments(postgres.jdbc());
  }

  @Override
  Hooks hooks() {
    return PostgresHooksForTests.over(postgres.jdbc());
  }

  @Override
  TransactionOperations transactions() {
    return postgres.transactions();
  }
}
