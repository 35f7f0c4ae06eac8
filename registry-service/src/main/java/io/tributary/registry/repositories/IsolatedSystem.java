package io.tributary.registry.repositories;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit from the machine: neither the user's nor the system's Git configuration is read, and
 * no native git is started to look for it.
 */
final class IsolatedSystem extends SystemReader.Delegate {

  private IsolatedSystem(SystemReader machine) {
    super(machine);
  }

  /** For the whole process; done once. */
  static synchronized void install() {
    var current = SystemReader.getInstance();
    if (!(current instanceof IsolatedSystem)) {
      SystemReader.setInstance(new IsolatedSystem(current));
    }
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS files) {
    return new NoConfig(parent, files);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS files) {
    return new NoConfig(parent, files);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
    return new NoConfig(parent, files);
  }

  @Override
  public StoredConfig getUserConfig() {
    return new NoConfig(null, FS.DETECTED);
  }

  @Override
  public StoredConfig getSystemConfig() {
    return new NoConfig(null, FS.DETECTED);
  }

  @Override
  public StoredConfig getJGitConfig() {
    return new NoConfig(null, FS.DETECTED);
  }

  private static final class NoConfig extends FileBasedConfig {
    NoConfig(@Nullable Config parent, FS files) {
      super(parent, new java.io.File("/dev/null"), files);
    }

    @Override
    public void load() {
      // Empty, whatever lies on this machine.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
