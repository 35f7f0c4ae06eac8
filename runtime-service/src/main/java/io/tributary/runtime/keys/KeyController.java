package io.tributary.runtime.keys;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.problems.Refusal;
import java.util.function.IntSupplier;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rotation of keys, for whoever runs the platform (the foundation sees to that). */
@RestController
@RequestMapping("/api/v1/operator")
@Tag(name = "keys")
final class KeyController {
  private final RotateKeys rotate;

  KeyController(RotateKeys rotate) {
    this.rotate = rotate;
  }

  /** How many were changed. */
  record Changed(int changed) {}

  @PostMapping("/organizations/{organization}/data-key")
  @Operation(
      summary =
          "Gives the organization a new data key and seals its secrets anew, while they are"
              + " used")
  Changed newDataKey(@PathVariable OrganizationName organization) {
    return changed(() -> rotate.rotate(organization));
  }

  @PostMapping("/data-keys")
  @Operation(
      summary =
          "Encrypts every data key with the primary key of the key-encryption keyset; those before"
              + " it may be removed from the keyset afterwards")
  Changed encryptAnew() {
    return changed(rotate::encryptDataKeysAnew);
  }

  private static Changed changed(IntSupplier work) {
    try {
      return new Changed(work.getAsInt());
    } catch (IllegalStateException closed) {
      throw Refusal.conflict("keys-closed", String.valueOf(closed.getMessage()));
    }
  }
}
