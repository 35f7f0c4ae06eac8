package io.tributary.registry.repositories;

import java.io.File;
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

  /**
   * Empty whatever lies on this machine. JGit writes what it finds out about file systems into its
   * own configuration by renaming a new file over the old: this one stays in memory.
   */
  private static final class NoConfig extends FileBasedConfig {
    private static final File NOWHERE = new File("tributary-has-no-git-configuration");

    NoConfig(@Nullable Config parent, FS files) {
      super(parent, NOWHERE, files);
    }

    @Override
    public void load() {
      // Nothing to load.
    }

    @Override
    public void save() {
      // Nowhere to save.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
