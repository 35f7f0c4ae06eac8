package io.tributary.runtime.keys;

import io.tributary.contracts.names.OrganizationName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Data keys in memory; none is ever forgotten. */
public final class InMemoryDataKeys implements DataKeys {
  private final List<DataKey> keys = new CopyOnWriteArrayList<>();

  @Override
  public Optional<DataKey> newest(OrganizationName organization) {
    return keys.stream()
        .filter(key -> key.organization().equals(organization))
        .max(Comparator.comparing(DataKey::createdAt).thenComparing(DataKey::id));
  }

  /** The key as it is encrypted now. */
  public DataKey now(DataKey key) {
    return keys.stream().filter(one -> one.id().equals(key.id())).findFirst().orElse(key);
  }

  @Override
  public void add(DataKey key) {
    keys.add(key);
  }

  @Override
  public List<DataKey> notEncryptedWith(String kek, int atMost) {
    return keys.stream().filter(key -> !key.kek().equals(kek)).limit(atMost).toList();
  }

  @Override
  public synchronized boolean encryptedAnew(DataKey before, DataKey after) {
    boolean there =
        keys.removeIf(key -> key.id().equals(before.id()) && key.kek().equals(before.kek()));
    if (there) {
      keys.add(
          new DataKey(
              before.id(),
              before.organization(),
              after.kek(),
              after.encrypted(),
              before.createdAt()));
    }
    return there;
  }

  @Override
  public int forgetUnused() {
    return 0;
  }

  @Override
  public boolean any() {
    return !keys.isEmpty();
  }
}
