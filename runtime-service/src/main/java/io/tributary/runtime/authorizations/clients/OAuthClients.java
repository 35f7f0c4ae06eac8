package io.tributary.runtime.authorizations.clients;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.runtime.keys.Sealed;
import java.util.List;
import java.util.Optional;

/** The clients of all organizations, and the platform's. */
interface OAuthClients {
  Optional<Kept> find(ClientOwner owner, ComponentRef component);

  /**
   * Keeps the next version of a client.
   *
   * @return false where another change came first
   */
  boolean keep(OAuthClient client, Sealed secret);

  /** Gives whether there was one. */
  boolean remove(ClientOwner owner, ComponentRef component);

  /** Some whose secrets are not sealed with the newest data key. */
  List<Kept> sealedBefore(int atMost);

  /**
   * The same secret, sealed anew.
   *
   * @return false where the client was changed or sealed anew meanwhile
   */
  boolean resealed(Kept before, Sealed after);

  /** A client whole. */
  record Kept(OAuthClient client, Sealed secret) {}
}
