package io.tributary.runtime.executions;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;

/** One message that entered a flow, and all that was made of it. */
public record Execution(
    String id,
    OrganizationName organization,
    FlowId flow,
    int revision,
    ExecutionStatus status,
    Instant startedAt,
    Instant lastAt) {}
