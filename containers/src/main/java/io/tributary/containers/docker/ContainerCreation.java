package io.tributary.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.ContainerUser;
import io.tributary.containers.Limits;
import io.tributary.containers.seccomp.SeccompProfile;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says the confinement in the engine's words. */
final class ContainerCreation {
  private static final long MEBIBYTE = 1024L * 1024;

  /** Docker's weight of a container that says nothing, which here asks for one processor. */
  private static final int SHARES_OF_ONE_CPU = 1_024;

  private final DockerClient client;
  private final ContainerLabels names;
  private final Clock clock;
  private final BackgroundGroup background;

  ContainerCreation(
      DockerClient client, ContainerLabels names, Clock clock, BackgroundGroup background) {
    this.background = background;
    this.client = client;
    this.names = names;
    this.clock = clock;
  }

  String create(ContainerSpec spec, String image) {
    var log = spec.log().map(path -> path.toAbsolutePath().toString());
    var deadline = spec.timeLimit().map(limit -> clock.millis() + limit.toMillis());
    var command =
        client
            .createContainerCmd(image)
            .withName(names.engineName(spec.name()))
            .withHostName(spec.name())
            .withUser(ContainerUser.ID + ":" + ContainerUser.ID)
            .withLabels(names.of(spec.name(), spec.labels(), log, deadline))
            .withEnv(
                spec.environment().entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                    .toList())
            .withHostConfig(confinement(spec).withCgroupParent(parent(spec)));
    if (!spec.command().isEmpty()) {
      command.withEntrypoint(spec.command()).withCmd(List.of());
    }
    return command.exec().getId();
  }

  /** Absent: the engine's own. */
  private @Nullable String parent(ContainerSpec spec) {
    return spec.limits().givesWay() ? background.parent().orElse(null) : null;
  }

  private static HostConfig confinement(ContainerSpec spec) {
    Limits limits = spec.limits();
    long memory = limits.memoryMebibytes() * MEBIBYTE;
    long files = limits.fileDescriptors();
    return HostConfig.newHostConfig()
        // An "internal" network would still reach the host's ports through its gateway.
        .withNetworkMode("none")
        .withDns("127.64.0.1")
        .withSysctls(Map.of("net.ipv4.ip_unprivileged_port_start", "0"))
        .withReadonlyRootfs(true)
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges:true", "seccomp=" + SeccompProfile.json()))
        .withPrivileged(false)
        .withIpcMode("none")
        .withCgroupnsMode("private")
        .withMemory(memory)
        // Equal to memory means: no swap.
        .withMemorySwap(memory)
        .withCpuShares(Math.max(2, (int) (limits.cpus() * SHARES_OF_ONE_CPU)))
        .withNanoCPUs((long) (limits.mostCpus() * 1_000_000_000L))
        .withPidsLimit((long) limits.pids())
        .withUlimits(new Ulimit[] {new Ulimit("nofile", files, files), new Ulimit("core", 0L, 0L)})
        .withTmpFs(
            Map.of(
                "/tmp", "rw,nosuid,nodev,exec,mode=1777,size=" + limits.tmpMebibytes() * MEBIBYTE))
        .withMounts(spec.mounts().stream().map(ContainerCreation::mount).toList())
        .withRestartPolicy(RestartPolicy.noRestart())
        .withLogConfig(
            new LogConfig(
                LogConfig.LoggingType.JSON_FILE,
                Map.of("max-size", String.valueOf(ContainerSpec.LOG_BYTES), "max-file", "2")));
  }

  private static Mount mount(io.tributary.containers.Mount mount) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(mount.source().toString())
        .withTarget(mount.target())
        .withReadOnly(!mount.writable());
  }
}
