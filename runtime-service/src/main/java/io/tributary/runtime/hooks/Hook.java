package io.tributary.runtime.hooks;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;

/**
 * A webhook's address and where its requests go.
 *
 * @param id unguessable; knowing it is the right to post
 * @param revision the flow's deployed revision
 * @param replies whether a step of the flow may answer the caller, so that waiting makes sense
 * @param eventId where requests carry the id of their event
 */
public record Hook(
    String id,
    OrganizationName organization,
    FlowId flow,
    FlowName flowName,
    StepName step,
    int revision,
    boolean replies,
    EventIdRule eventId) {}
