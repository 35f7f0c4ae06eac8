package io.tributary.runtime.quotas;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import java.util.Map;

/** For tests: the organization's other flows are of the size that the test says. */
public final class InMemoryFlowShapes implements FlowShapes {
  private Shape others = Shape.NONE;

  public void others(Shape shape) {
    others = shape;
  }

  @Override
  public Shape beside(OrganizationName organization, FlowId flow) {
    return others;
  }

  @Override
  public Shape of(OrganizationName organization) {
    return others;
  }

  @Override
  public Map<OrganizationName, Shape> all() {
    return Map.of();
  }

  @Override
  public void lock(OrganizationName organization) {
    // One test, one thread.
  }
}
