package io.tributary.runtime.grants;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.manifest.HostGrant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Allows and refuses hosts; what runs is brought to it in the same transaction. */
@Component
final class DecideHosts {
  private final HostDecisions decisions;
  private final DeployedHosts deployed;
  private final TransactionOperations transactions;

  DecideHosts(HostDecisions decisions, DeployedHosts deployed, TransactionOperations transactions) {
    this.decisions = decisions;
    this.deployed = deployed;
    this.transactions = transactions;
  }

  /** What came of it. */
  sealed interface Outcome {
    /**
     * It counts from now on.
     *
     * @param flows those whose steps are being replaced for it
     */
    record Decided(HostDecision decision, List<FlowName> flows) implements Outcome {}

    /** More hosts than are kept for one component. */
    record TooMany() implements Outcome {}
  }

  Outcome decide(
      OrganizationName organization,
      ComponentRef component,
      List<HostGrant> allow,
      List<HostGrant> refuse) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              var after = decisions.toChange(organization, component).with(allow, refuse);
              if (after.allowed().size() + after.refused().size() > HostDecision.MOST_HOSTS) {
                return new Outcome.TooMany();
              }
              decisions.keep(after);
              return new Outcome.Decided(after, deployed.decided(organization, component));
            }));
  }
}
