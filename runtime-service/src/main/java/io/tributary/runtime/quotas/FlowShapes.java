package io.tributary.runtime.quotas;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import java.util.Map;

/** How large the flows of organizations are; removed ones are none. */
public interface FlowShapes {

  /**
   * What flows are together, by the newest revision of each.
   *
   * @param replicas workers that their steps are sure of
   */
  record Shape(long flows, long steps, long replicas) {
    public static final Shape NONE = new Shape(0, 0, 0);
  }

  /** All flows of the organization but this one. */
  Shape beside(OrganizationName organization, FlowId flow);

  Shape of(OrganizationName organization);

  Map<OrganizationName, Shape> all();

  /** Until the transaction's end nobody else asks for this organization's flows in one. */
  void lock(OrganizationName organization);
}
