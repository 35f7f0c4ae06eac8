package io.tributary.runtime.hooks.verification;

import io.tributary.contracts.names.FlowId;
import io.tributary.runtime.keys.Sealed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verifications of all flows that have one. */
public interface Verifications {
  Optional<KeptVerification> find(FlowId flow);

  /** The version of each. */
  Map<FlowId, Integer> versions();

  /**
   * Keeps the version after the one that is there, or the first.
   *
   * @return false where somebody else was faster
   */
  boolean keep(KeptVerification verification);

  /** Some that are not sealed with their organization's newest data key, by flow. */
  List<KeptVerification> sealedBefore(String afterFlow, int atMost);

  /**
   * The same secrets of the same version, sealed anew.
   *
   * @return false where it was changed meanwhile
   */
  boolean resealed(KeptVerification before, Sealed after);
}
