package io.tributary.runtime.hooks.verification;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.runtime.keys.Sealed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verification as it lies in the database.
 *
 * @param version counts the changes, from 1; part of what its secrets are bound to
 * @param secrets two lines: the secret of now, and the one before it or nothing
 * @param previousUntil until then the secret before is good too
 */
public record KeptVerification(
    FlowId flow,
    OrganizationName organization,
    int version,
    Scheme scheme,
    Sealed secrets,
    @Nullable Instant previousUntil,
    Instant changedAt) {

  /** What the secrets are bound to: a flow's id never comes again. */
  String binding() {
    return binding(organization, flow, version);
  }

  static String binding(OrganizationName organization, FlowId flow, int version) {
    return "hook-secrets|" + organization + "|" + flow + "|" + version;
  }
}
