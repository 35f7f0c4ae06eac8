package io.tributary.containers.seccomp;

import java.util.Locale;
import java.util.Optional;

/** A processor architecture that we have a seccomp filter for, with the numbers it needs. */
public enum Architecture {
  X86_64(0xC000003E, 56, 435, 135, 41),
  AARCH64(0xC00000B7, 220, 435, 92, 198);

  final int audit;
  final int clone;
  final int clone3;
  final int personality;
  final int socket;

  Architecture(int audit, int clone, int clone3, int personality, int socket) {
    this.audit = audit;
    this.clone = clone;
    this.clone3 = clone3;
    this.personality = personality;
    this.socket = socket;
  }

  /** This machine's; empty where we have no filter for it. */
  public static Optional<Architecture> here() {
    return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64", "arm64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }
}
