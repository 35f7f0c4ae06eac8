package io.tributary.contracts.workers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment.WorkerLimits;

/**
 * A step runner asks for a worker: {@code POST /internal/v1/workers}. Asking again for a worker
 * that runs changes nothing. {@code DELETE /internal/v1/workers/{worker}} ends it; {@code GET
 * /internal/v1/workers} lists those that run, with their exit where they ended lately.
 *
 * <p>Fields that a newer runner sends are passed over: runner and service are not replaced at once.
 *
 * @param worker unique; {@code [a-z0-9-]{8,60}}; also the folder's name under the workers' folder
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkerRequest(
    String worker,
    OrganizationName organization,
    FlowId flow,
    StepName step,
    int revision,
    ImageDigest image,
    WorkerLimits limits) {}
