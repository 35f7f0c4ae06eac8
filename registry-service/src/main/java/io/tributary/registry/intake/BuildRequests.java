package io.tributary.registry.intake;

import io.tributary.contracts.builds.BuildRequested;

/** Asks for builds; asked in the transaction that claims the version. */
public interface BuildRequests {
  void request(BuildRequested build);
}
