package io.tributary.containers.bubblewrap;

import io.tributary.containers.Container;
import io.tributary.containers.ContainerRefused;
import io.tributary.containers.ContainerRefused.Code;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Containers;
import io.tributary.containers.Engine;
import io.tributary.containers.groups.ControlGroup;
import io.tributary.containers.groups.ControlGroups;
import io.tributary.containers.images.ImageBroken;
import io.tributary.containers.images.ImageManifest;
import io.tributary.containers.images.ImageStore;
import io.tributary.containers.seccomp.SeccompFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Containers by bubblewrap, where Linux runs without an engine. */
public final class BubblewrapContainers implements Containers {
  private static final Duration START_WITHIN = Duration.ofSeconds(20);

  private static final Duration ABANDONED_AFTER = Duration.ofMinutes(10);

  private final ImageStore images;
  private final Path sandboxes;
  private final Path seccomp;
  private final ControlGroups groups;
  private final String version;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, SandboxContainer> known = new ConcurrentHashMap<>();

  private BubblewrapContainers(
      ImageStore images, Path sandboxes, Path seccomp, ControlGroups groups, String version) {
    this.images = images;
    this.sandboxes = sandboxes;
    this.seccomp = seccomp;
    this.groups = groups;
    this.version = version;
  }

  /**
   * Opens the sandboxes kept under {@code <data>/sandbox}.
   *
   * @throws ContainerRefused where this machine cannot confine; the advice says what to install
   */
  public static Containers open(ImageStore images, Path data) throws ContainerRefused {
    try {
      var ability = SandboxAbility.require();
      Path sandboxes = Files.createDirectories(data.toAbsolutePath().resolve("sandbox"));
      Path seccomp = sandboxes.resolve("seccomp-" + ability.architecture() + ".bpf");
      Path aside = Files.createTempFile(sandboxes, "seccomp", ".part");
      Files.write(aside, SeccompFilter.bytes(ability.architecture()));
      Files.move(aside, seccomp, StandardCopyOption.ATOMIC_MOVE);
      var containers =
          new BubblewrapContainers(images, sandboxes, seccomp, ability.groups(), ability.version());
      containers.sweep();
      return containers;
    } catch (IOException e) {
      throw new ContainerRefused(
          Code.NO_CONFINEMENT,
          "the sandbox's folder cannot be used: " + e.getMessage(),
          "Make the data folder writable.",
          e);
    }
  }

  @Override
  public Engine engine() {
    return new Engine(
        Engine.Kind.SANDBOX,
        version,
        "one sandbox per step: own namespaces, no network, seccomp filter, control groups (version "
            + (groups.version() == ControlGroups.Version.ONE ? "1" : "2")
            + ")");
  }

  @Override
  public Container start(ContainerSpec spec) throws ContainerRefused {
    var manifest = read(spec);
    var folder = new SandboxFolder(sandboxes.resolve(spec.name()));
    var group = groups.group(groupName(spec.name()));
    try {
      claim(folder, group, spec.name());
      return launchOrClear(spec, manifest, folder, group);
    } catch (IOException e) {
      throw new ContainerRefused(
          Code.START_FAILED,
          "sandbox " + spec.name() + " did not start: " + e.getMessage(),
          "Check the data folder's free space and the control groups of this machine.",
          e);
    } catch (ImageBroken e) {
      throw new ContainerRefused(
          Code.IMAGE_BROKEN, e.getMessage() + "", "Build the component's version again.", e);
    }
  }

  @Override
  public List<Container> running(Map<String, String> labels) {
    var found = new ArrayList<Container>();
    try (var folders = Files.newDirectoryStream(sandboxes, Files::isDirectory)) {
      for (Path path : folders) {
        adopt(new SandboxFolder(path), labels)
            .filter(container -> !container.exit().isDone())
            .ifPresent(found::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  @Override
  public void close() {
    known.values().forEach(SandboxContainer::letGo);
    known.clear();
  }

  /** Clears what ended while nobody watched; younger ones another process may just be starting. */
  private void sweep() throws IOException {
    var old = clock.instant().minus(ABANDONED_AFTER);
    try (var folders = Files.newDirectoryStream(sandboxes, Files::isDirectory)) {
      for (Path path : folders) {
        var folder = new SandboxFolder(path);
        if (folder.supervisor().isEmpty()
            && Files.getLastModifiedTime(path).toInstant().isBefore(old)) {
          var group = groups.group(groupName(String.valueOf(path.getFileName())));
          group.kill();
          group.delete();
          folder.delete();
        }
      }
    }
  }

  private ImageManifest read(ContainerSpec spec) throws ContainerRefused {
    if (!images.has(spec.image())) {
      throw new ContainerRefused(
          Code.IMAGE_UNKNOWN,
          "image " + spec.image() + " is not in the image store",
          "Build the component's version again.");
    }
    try {
      return images.read(spec.image());
    } catch (IOException | ImageBroken e) {
      throw new ContainerRefused(
          Code.IMAGE_BROKEN, e.getMessage() + "", "Build the component's version again.", e);
    }
  }

  /** The folder is the lock on a name; what a dead sandbox left is cleared away first. */
  private static void claim(SandboxFolder folder, ControlGroup group, String name)
      throws IOException, ContainerRefused {
    if (Files.isDirectory(folder.path())) {
      if (folder.supervisor().isPresent()) {
        throw new ContainerRefused(
            Code.NAME_TAKEN,
            "a sandbox named " + name + " runs already",
            "Use another name, or end the running one.");
      }
      group.kill();
      group.delete();
      folder.delete();
    }
    Files.createDirectory(folder.path());
  }

  /** What was refused before its supervisor ran leaves nothing behind. */
  private Container launchOrClear(
      ContainerSpec spec, ImageManifest manifest, SandboxFolder folder, ControlGroup group)
      throws IOException, ImageBroken, ContainerRefused {
    boolean launched = false;
    try {
      var container = launch(spec, manifest, folder);
      launched = true;
      return container;
    } finally {
      if (!launched && folder.supervisor().isEmpty()) {
        group.delete();
        folder.delete();
      }
    }
  }

  private Container launch(ContainerSpec spec, ImageManifest manifest, SandboxFolder folder)
      throws IOException, ImageBroken, ContainerRefused {
    Path root = images.unpacked(spec.image());
    var command = spec.command().isEmpty() ? manifest.launch().command() : spec.command();
    requireCommand(root, command, spec.name());
    prepare(root, spec);
    var identity = folder.describe(spec, clock.instant());
    var group = groups.create(groupName(spec.name()), spec.limits());
    new LaunchScript(
            spec,
            root,
            command,
            environment(spec, manifest),
            manifest.launch().workingFolder(),
            group)
        .write(folder.path(), seccomp, identity.log());
    var supervisor = supervise(folder);
    var container = SandboxContainer.watch(folder, identity, group, supervisor, clock);
    known.put(spec.name(), container);
    forgetAtEnd(container);
    awaitStart(folder, container);
    return container;
  }

  private static void prepare(Path root, ContainerSpec spec) throws IOException, ContainerRefused {
    var points = new MountPoints(root);
    for (String target : List.of("/proc", "/dev", "/sys", "/tmp")) {
      points.require(target, true);
    }
    for (var mount : spec.mounts()) {
      if (!Files.exists(mount.source())) {
        throw new ContainerRefused(
            Code.MOUNT_REFUSED,
            "nothing to mount at " + mount.target() + ": " + mount.source() + " is missing",
            "Make the folder before starting the container.");
      }
      points.require(mount.target(), Files.isDirectory(mount.source()));
    }
  }

  private static void requireCommand(Path root, List<String> command, String name)
      throws ContainerRefused {
    String program = command.isEmpty() ? "" : command.getFirst();
    if (!program.startsWith("/") || !Files.exists(root.resolve("./" + program).normalize())) {
      throw new ContainerRefused(
          Code.START_FAILED,
          "container " + name + " did not start: its image has no program \"" + program + "\"",
          "Name the program by its absolute path in the image.");
    }
  }

  private static Map<String, String> environment(ContainerSpec spec, ImageManifest manifest) {
    var environment = new HashMap<String, String>();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOME", "/");
    environment.put("HOSTNAME", spec.name());
    environment.putAll(manifest.launch().environment());
    environment.putAll(spec.environment());
    return environment;
  }

  /** In a session of its own, so that neither our end nor a terminal's reaches it. */
  private static ProcessHandle supervise(SandboxFolder folder) throws IOException {
    var starting =
        new ProcessBuilder("setsid", "/bin/sh", folder.path().resolve("supervise").toString());
    starting.environment().clear();
    starting.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    starting.directory(Path.of("/").toFile());
    starting.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    starting.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    starting.redirectError(ProcessBuilder.Redirect.DISCARD);
    return starting.start().toHandle();
  }

  private static void awaitStart(SandboxFolder folder, SandboxContainer container)
      throws IOException, ContainerRefused {
    long until = System.nanoTime() + START_WITHIN.toNanos();
    while (folder.firstProcess().isEmpty()) {
      if (container.exit().isDone() || System.nanoTime() > until) {
        container.kill();
        throw new ContainerRefused(
            Code.START_FAILED,
            "sandbox " + container.name() + " did not start: " + container.logTail(500).strip(),
            "Run tributary doctor: it tries every part of the sandbox.");
      }
      try {
        // Nothing tells of it; a start takes some 30 ms, of which a look should cost little.
        Thread.sleep(3);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        container.kill();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** Others' are left alone: whoever watches a sandbox also clears it away at its end. */
  private Optional<SandboxContainer> adopt(SandboxFolder folder, Map<String, String> labels)
      throws IOException {
    var identity =
        folder.identity().filter(found -> found.labels().entrySet().containsAll(labels.entrySet()));
    var supervisor = folder.supervisor();
    if (identity.isEmpty() || supervisor.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        known.computeIfAbsent(
            identity.get().name(),
            name -> {
              var group = groups.group(groupName(name));
              var container =
                  SandboxContainer.watch(folder, identity.get(), group, supervisor.get(), clock);
              forgetAtEnd(container);
              return container;
            }));
  }

  private void forgetAtEnd(SandboxContainer container) {
    var _ = container.exit().thenRun(() -> known.remove(container.name(), container));
  }

  private String groupName(String name) {
    return images.installation().substring(0, 6) + "-" + name;
  }
}
