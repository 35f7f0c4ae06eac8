package io.tributary.registry.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;

class IsolatedSystemTest {
  @Test
  void whatJGitSavesStaysInMemory() throws Exception {
    IsolatedSystem.install();
    var system = SystemReader.getInstance();

    for (var config :
        new org.eclipse.jgit.storage.file.FileBasedConfig[] {
          system.openJGitConfig(null, FS.DETECTED),
          system.openUserConfig(null, FS.DETECTED),
          system.openSystemConfig(null, FS.DETECTED)
        }) {
      Path file = config.getFile().toPath();
      config.setString("section", null, "key", "value");
      config.save();

      assertThat(Files.exists(file)).isFalse();
    }
  }
}
