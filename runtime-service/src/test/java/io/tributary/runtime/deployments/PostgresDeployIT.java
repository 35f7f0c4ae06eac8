package io.tributary.runtime.deployments;

import io.tributary.foundation.persistence.ActsFor;
import io.tributary.runtime.hooks.Hooks;
import io.tributary.runtime.hooks.PostgresHooksForTests;
import io.tributary.runtime.support.RealPostgres;
import org.springframework.transaction.support.TransactionOperations;

@ActsFor("acme")
class PostgresDeployIT extends DeployContract {
  private final RealPostgres postgres = RealPostgres.empty();

  @Override
  Deployments deployments() {
    return new PostgresDeployments(postgres.database());
  }

  @Override
  Hooks hooks() {
    return PostgresHooksForTests.over(postgres.database());
  }

  @Override
  TransactionOperations transactions() {
    return postgres.transactions();
  }
}
