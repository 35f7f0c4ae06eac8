package io.tributary.runtime.deployments;

import io.tributary.runtime.flows.FlowReader.Notation;
import java.time.Instant;

/**
 * A flow document as it was sent, with what it meant when it was read. Never changed.
 *
 * @param by the name of who sent it
 */
public record Revision(
    int number, Notation notation, String document, FlowPlan plan, Instant at, String by) {
  /** Whether it says the same and means the same: equal text, equal components by digest. */
  boolean equalTo(String otherDocument, FlowPlan otherPlan) {
    return document.equals(otherDocument) && plan.equals(otherPlan.ofRevision(number).asStored());
  }
}
