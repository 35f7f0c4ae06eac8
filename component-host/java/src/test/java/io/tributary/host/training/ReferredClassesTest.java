package io.tributary.host.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferredClassesTest {
  @TempDir Path folder;

  static final class Component {
    Object uses() {
      return new Near();
    }
  }

  static final class Near {
    Object uses() {
      return new Far[] {new Far()};
    }
  }

  static final class Far {
    final java.util.zip.CRC32 sum = new java.util.zip.CRC32();
  }

  static final class Unrelated {}

  static final class Provider {}

  @Test
  void nearestComeFirstAndWhatNobodyNamesStaysOut() throws Exception {
    var library = jar("library.jar", Near.class, Far.class, Unrelated.class, Provider.class);
    var component = jar("component.jar", Component.class);

    var names = ReferredClasses.of(List.of(library, component));

    assertThat(names)
        .containsSubsequence(
            Component.class.getName(),
            Near.class.getName(),
            Far.class.getName(),
            "java.util.zip.CRC32");
    assertThat(names).doesNotContain(Unrelated.class.getName(), Provider.class.getName());
  }

  @Test
  void providersOfServicesAreFoundByTheirFile() throws Exception {
    var library = jar("library.jar", Provider.class);
    try (var out = new JarOutputStream(Files.newOutputStream(folder.resolve("services.jar")))) {
      out.putNextEntry(new JarEntry("META-INF/services/acme.Service"));
      out.write(
          ("# ours\n" + Provider.class.getName() + " # the only one\n")
              .getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }
    var component = jar("component.jar", Component.class);

    var names = ReferredClasses.of(List.of(library, folder.resolve("services.jar"), component));

    assertThat(names).contains(Provider.class.getName());
  }

  @Test
  void brokenClassesAreLeftToTheJvm() throws Exception {
    try (var out = new JarOutputStream(Files.newOutputStream(folder.resolve("component.jar")))) {
      out.putNextEntry(new JarEntry("acme/Broken.class"));
      out.write(new byte[] {1, 2, 3});
      out.closeEntry();
    }

    assertThat(ReferredClasses.of(List.of(folder.resolve("component.jar"))))
        .containsExactly("acme.Broken");
  }

  private Path jar(String name, Class<?>... classes) throws Exception {
    var jar = folder.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var type : classes) {
        var entry = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(entry));
        try (var in = type.getClassLoader().getResourceAsStream(entry)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
    return jar;
  }
}
