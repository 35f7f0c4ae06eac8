package io.tributary.runtime.quotas;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import io.tributary.foundation.quotas.QuotaUses;
import io.tributary.foundation.quotas.Quotas;
import io.tributary.runtime.quotas.FlowShapes.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whether an organization may have a flow of that size beside its others. */
@Component
public final class CheckFlow implements QuotaUses {
  private final Quotas quotas;
  private final FlowShapes shapes;

  public CheckFlow(Quotas quotas, FlowShapes shapes) {
    this.quotas = quotas;
    this.shapes = shapes;
  }

  /**
   * A quota that the flow does not fit into.
   *
   * @param used without the flow
   * @param wanted of the flow
   */
  public record Exceeded(Quota quota, long used, long wanted, long limit) {}

  /**
   * Judges the flow as it is to be, in the caller's transaction; until its end nobody else's flow
   * of the organization is judged. A flow that grows in nothing is not judged: a lowered limit
   * takes nothing away.
   *
   * @param before what the flow was until now
   */
  public Optional<Exceeded> check(
      OrganizationName organization, FlowId flow, Shape before, Shape wanted) {
    shapes.lock(organization);
    var others = shapes.beside(organization, flow);
    return Stream.of(
            exceeded(organization, Quota.FLOWS, others.flows(), before.flows(), wanted.flows()),
            exceeded(organization, Quota.STEPS, others.steps(), before.steps(), wanted.steps()),
            exceeded(
                organization,
                Quota.REPLICAS,
                others.replicas(),
                before.replicas(),
                wanted.replicas()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Exceeded> exceeded(
      OrganizationName organization, Quota quota, long others, long before, long wanted) {
    long limit = quotas.limit(organization, quota);
    return wanted > before && others + wanted > limit
        ? Optional.of(new Exceeded(quota, others, wanted, limit))
        : Optional.empty();
  }

  @Override
  public List<QuotaUse> of(OrganizationName organization) {
    return uses(organization, shapes.of(organization)).toList();
  }

  @Override
  public List<QuotaUse> all() {
    return shapes.all().entrySet().stream()
        .flatMap(entry -> uses(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Workers are counted where they are started. */
  @Override
  public List<Quota> counted() {
    return List.of(Quota.FLOWS, Quota.STEPS);
  }

  private static Stream<QuotaUse> uses(OrganizationName organization, Shape shape) {
    return Stream.of(
        new QuotaUse(organization, Quota.FLOWS, shape.flows()),
        new QuotaUse(organization, Quota.STEPS, shape.steps()));
  }
}
