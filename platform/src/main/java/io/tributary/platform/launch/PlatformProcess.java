package io.tributary.platform.launch;

import io.tributary.platform.home.Distribution;
import io.tributary.platform.home.Home;
import io.tributary.platform.home.Settings;
import io.tributary.platform.part.StartEvent;
import io.tributary.platform.process.ChildPlan;
import io.tributary.platform.process.Children;
import io.tributary.platform.process.LiveProcess;
import io.tributary.platform.process.StartCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The platform process as its launcher sees it: a detached child that outlives the terminal. */
final class PlatformProcess {
  static final String NAME = "platform";
  private static final String MAIN = "io.tributary.platform.PlatformApplication";
  private static final Pattern PASSED_ON =
      Pattern.compile("TRIBUTARY_.+|DOCKER_HOST|JAVA_TOOL_OPTIONS|(?i:.+_proxy)");

  private final Settings settings;
  private final Children children;

  PlatformProcess(Settings settings) {
    this.settings = settings;
    this.children = new Children(settings.home().run());
  }

  Optional<LiveProcess> running() {
    return children.running(NAME);
  }

  Children children() {
    return children;
  }

  LiveProcess spawn() {
    boolean lastStartWasGood;
    try {
      var report = settings.home().startReport();
      lastStartWasGood =
          Files.exists(report) && Files.readString(report).contains(StartEvent.Kind.READY.name());
      Files.deleteIfExists(report);
    } catch (IOException undeletable) {
      throw new UncheckedIOException(undeletable);
    }
    var command = command(lastStartWasGood);
    return children.spawn(
        new ChildPlan(
            NAME,
            command,
            passedOn(),
            "",
            marker(settings.home()),
            LiveProcess.Request.TERMINATE,
            Duration.ofMinutes(5),
            settings.home().log(NAME)));
  }

  /** Whether the services answer at their health address. */
  boolean healthy() {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + settings.port() + "/actuator/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException silent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<String> command(boolean lastStartWasGood) {
    var command =
        new ArrayList<String>(
            List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx384m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=96m",
                "-XX:MinHeapFreeRatio=15",
                "-XX:MaxHeapFreeRatio=30",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djdk.serialFilter=!*",
                "--enable-native-access=ALL-UNNAMED"));
    command.addAll(startCache().flags(lastStartWasGood));
    command.addAll(
        List.of(
            marker(settings.home()),
            "-Dtributary.root=" + settings.root(),
            "-cp",
            Distribution.joined(settings.distribution().platformClassPath()),
            MAIN,
            "--data",
            settings.home().data().toString(),
            "--port",
            Integer.toString(settings.port())));
    if (!settings.docker()) {
      command.add("--no-docker");
    }
    return command;
  }

  /** Whether what makes later starts faster is still to be written down, at the end of this run. */
  boolean isFirstOfItsBuild() {
    return !startCache().isTrained();
  }

  private StartCache startCache() {
    return new StartCache(
        settings.home().parts(), NAME, settings.distribution().platformClassPath());
  }

  private static String marker(Home home) {
    return "-Dtributary.data=" + home.data();
  }

  /** Only our own settings, and the proxies of the machine's network. */
  private static Map<String, String> passedOn() {
    var environment = new TreeMap<>(System.getenv());
    environment.keySet().removeIf(name -> !PASSED_ON.matcher(name).matches());
    environment.remove("TRIBUTARY_TOKEN");
    return environment;
  }
}
