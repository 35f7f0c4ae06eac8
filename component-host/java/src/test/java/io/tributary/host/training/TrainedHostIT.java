package io.tributary.host.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.host.Behaviours;
import io.tributary.host.HostProcess;
import io.tributary.protocol.tck.HostContract;
import java.io.File;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host on the start cache of its own training, held against the same protocol. */
class TrainedHostIT extends HostContract {
  @TempDir static Path folder;
  private static Path cache;
  private static List<String> command;

  @BeforeAll
  static void train() throws Exception {
    command = HostProcess.command(jars());
    cache = folder.resolve("start.aot");
    var socket = folder.resolve("s");
    var training = new ArrayList<>(command);
    training.removeLast();
    training.addAll(List.of(Train.class.getName(), socket.toString()));
    var log = folder.resolve("training.log").toFile();
    try (var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      door.bind(UnixDomainSocketAddress.of(socket));
      var process =
          new ProcessBuilder(training).redirectErrorStream(true).redirectOutput(log).start();
      var handed = CompletableFuture.runAsync(() -> take(door));
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();
      handed.get(10, TimeUnit.SECONDS);
    }
  }

  @Override
  protected ProcessBuilder host(Path worker) {
    return new ProcessBuilder(trained());
  }

  @Override
  protected String main() {
    return Behaviours.class.getName();
  }

  @Test
  void classesOfHostAndComponentComeFromTheCache() throws Exception {
    var loaded = folder.resolve("loaded.log");
    var command = trained();
    command.add(1, "-Xlog:class+load:file=" + loaded);

    // Without a worker's folder it only starts and ends.
    var process = new ProcessBuilder(command).inheritIO().start();

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(69);
    assertThat(Files.readString(loaded))
        .contains("io.tributary.host.session.Session source: shared objects file")
        .contains("io.tributary.host.Behaviours source: shared objects file");
  }

  /** Refuses to start where the cache does not fit, instead of doing without it. */
  private static List<String> trained() {
    var trained = new ArrayList<>(command);
    trained.add(1, "-XX:AOTCache=" + cache);
    trained.add(2, "-XX:AOTMode=on");
    return trained;
  }

  private static void take(ServerSocketChannel door) {
    try (var connection = door.accept();
        var in = Channels.newInputStream(connection)) {
      Files.copy(in, cache);
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  /** As in an image: nothing but jars. */
  private static String jars() throws Exception {
    var component = jar("component/component.jar", Path.of("target", "test-classes"));
    var sdk = HostProcess.sdk();
    var beside = Files.isDirectory(Path.of(sdk)) ? jar("sdk.jar", Path.of(sdk)).toString() : sdk;
    return String.join(
        File.pathSeparator,
        Path.of("target", "component-host-java-0.1.0.jar").toAbsolutePath().toString(),
        beside,
        component.toString());
  }

  private static Path jar(String name, Path classes) throws Exception {
    var jar = folder.resolve(name);
    Files.createDirectories(jar.getParent());
    try (var files = Files.walk(classes);
        var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
