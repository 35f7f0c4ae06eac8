package io.tributary.runtime.workers;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.workers.WorkerRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a worker's container says about itself, sealed with a key of this installation: a container
 * that somebody else labelled like ours is not taken for ours.
 */
final class WorkerLabels {
  static final String KIND = "tributary.kind";
  static final String WORKER = "worker";
  private static final String NAME = "tributary.worker";
  private static final String ORGANIZATION = "tributary.organization";
  private static final String FLOW = "tributary.flow";
  private static final String STEP = "tributary.step";
  private static final String IMAGE = "tributary.image";
  private static final String SEAL = "tributary.seal";

  private final byte[] key;

  WorkerLabels(byte[] key) {
    this.key = key.clone();
  }

  /** Whose container it is. */
  record Owner(String worker, FlowId flow, StepName step, String image) {}

  Map<String, String> of(WorkerRequest request) {
    var labels = new HashMap<String, String>();
    labels.put(KIND, WORKER);
    labels.put(NAME, request.worker());
    labels.put(ORGANIZATION, request.organization().value());
    labels.put(FLOW, request.flow().value());
    labels.put(STEP, request.step().value());
    labels.put(IMAGE, request.image().value());
    labels.put(SEAL, seal(labels));
    return labels;
  }

  /** Empty where the seal is missing or broken. */
  Optional<Owner> read(Map<String, String> labels) {
    byte[] claimed = labels.getOrDefault(SEAL, "").getBytes(StandardCharsets.US_ASCII);
    byte[] right = seal(labels).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(claimed, right)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Owner(
              labels.getOrDefault(NAME, ""),
              new FlowId(labels.getOrDefault(FLOW, "")),
              new StepName(labels.getOrDefault(STEP, "")),
              labels.getOrDefault(IMAGE, "")));
    } catch (InvalidName e) {
      return Optional.empty();
    }
  }

  private String seal(Map<String, String> labels) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (String name : new String[] {KIND, NAME, ORGANIZATION, FLOW, STEP, IMAGE}) {
        mac.update((labels.getOrDefault(name, "") + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is missing from this Java.", e);
    }
  }
}
