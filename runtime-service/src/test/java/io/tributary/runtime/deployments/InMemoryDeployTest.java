package io.tributary.runtime.deployments;

import io.tributary.runtime.hooks.Hooks;
import io.tributary.runtime.hooks.InMemoryHooks;
import org.springframework.transaction.support.TransactionOperations;

class InMemoryDeployTest extends DeployContract {
  @Override
  Deployments deployments() {
    return new InMemoryDeployments();
  }

  @Override
  Hooks hooks() {
    return new InMemoryHooks();
  }

  @Override
  TransactionOperations transactions() {
    return TransactionOperations.withoutTransaction();
  }
}
