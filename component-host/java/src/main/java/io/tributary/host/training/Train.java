package io.tributary.host.training;

import io.tributary.host.Main;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * {@code Train <socket>}, with the flags and class path of the image's host: plays the step runner
 * for one host, and sends the start cache that its JVM leaves through the socket. Exit code 0 means
 * that all of it was sent.
 */
public final class Train {
  private static final int LONGEST_SECONDS = 60;

  private Train() {}

  public static void main(String[] arguments) {
    int code = 1;
    try {
      send(cache(Files.createTempDirectory("training")), Path.of(arguments[0]));
      code = 0;
    } catch (IOException | ExecutionException | TimeoutException failure) {
      System.err.println("training: " + failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }

  private static Path cache(Path folder)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    var classes = folder.resolve("classes");
    Files.write(classes, ReferredClasses.of(componentPath()));
    var cache = folder.resolve("start.aot");
    try (var runner = TrainingRunner.listen(folder)) {
      var talk = new FutureTask<>(() -> runner.lead(classes));
      Thread.ofVirtual().start(talk);
      var host = host(folder, cache);
      if (!host.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        host.destroyForcibly();
        throw new IOException("the host took longer than " + LONGEST_SECONDS + " s");
      }
      if (host.exitValue() != 0) {
        throw new IOException("the host ended with " + host.exitValue());
      }
      talk.get(1, TimeUnit.SECONDS);
    }
    return cache;
  }

  /** A host as in a worker, which leaves a cache when it ends. */
  private static Process host(Path folder, Path cache) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What the image's entrypoint says: a cache is good for these flags and this path only.
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-XX:AOTCacheOutput=" + cache);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    var process = new ProcessBuilder(command).inheritIO();
    process.environment().put("TRIBUTARY_SOCKET_DIR", folder.toString());
    return process.start();
  }

  /** The component's jars: all but those that lie where the first does, the host's own. */
  private static List<Path> componentPath() {
    var jars =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(System.getProperty("java.class.path"))
            .map(Path::of)
            .toList();
    var host = jars.getFirst().toAbsolutePath().getParent();
    return jars.stream().filter(jar -> !jar.toAbsolutePath().getParent().equals(host)).toList();
  }

  private static void send(Path cache, Path socket) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        var out = Channels.newOutputStream(channel)) {
      Files.copy(cache, out);
    }
  }
}
