package io.tributary.host.training;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * The classes that a component leads to, nearest first: its own, what these name, what that names.
 * Found by reading; none is loaded.
 */
final class ReferredClasses {
  /** What lies farther is seldom used, and each class costs every worker memory. */
  private static final int MOST = 2_000;

  private static final String SERVICES = "META-INF/services/";

  private final Map<String, JarFile> homes = new HashMap<>();
  private final LinkedHashSet<String> found = new LinkedHashSet<>();
  private final ArrayDeque<String> unread = new ArrayDeque<>();

  private ReferredClasses() {}

  /**
   * Names of classes, the JDK's among them.
   *
   * @param jars in class path order; the last one is the component's own
   */
  static List<String> of(List<Path> jars) throws IOException {
    var opened = new ArrayList<JarFile>();
    try {
      for (var jar : jars) {
        opened.add(new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion()));
      }
      return new ReferredClasses().from(opened);
    } finally {
      for (var jar : opened) {
        jar.close();
      }
    }
  }

  private List<String> from(List<JarFile> jars) throws IOException {
    for (var jar : jars) {
      classes(jar).forEach(name -> homes.putIfAbsent(name, jar));
    }
    if (!jars.isEmpty()) {
      classes(jars.getLast()).forEach(this::add);
    }
    for (var jar : jars) {
      addProviders(jar);
    }
    while (!unread.isEmpty() && found.size() < MOST) {
      var name = unread.poll();
      var home = homes.get(name);
      if (home != null) {
        read(home, name);
      }
    }
    return found.stream().limit(MOST).map(name -> name.replace('/', '.')).toList();
  }

  private void read(JarFile jar, String name) throws IOException {
    try (var in = jar.getInputStream(jar.getJarEntry(name + ".class"))) {
      for (var entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
        if (entry instanceof ClassEntry named && !named.asInternalName().startsWith("[")) {
          add(named.asInternalName());
        }
      }
    } catch (IllegalArgumentException broken) {
      // The JVM will say so, where it is needed.
    }
  }

  private void add(String name) {
    if (found.add(name)) {
      unread.add(name);
    }
  }

  /** What libraries look for by name. */
  private void addProviders(JarFile jar) throws IOException {
    for (var entry : jar.stream().filter(entry -> entry.getName().startsWith(SERVICES)).toList()) {
      try (var in = jar.getInputStream(entry)) {
        providers(in).forEach(this::add);
      }
    }
  }

  private static List<String> providers(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static List<String> classes(JarFile jar) {
    return jar.stream()
        .map(JarEntry::getName)
        .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
        .filter(name -> !name.endsWith("-info.class"))
        .map(name -> name.substring(0, name.length() - ".class".length()))
        .toList();
  }
}
