package io.tributary.containers.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.containers.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupsTest {
  @TempDir private Path folder;

  @Test
  void findsOneTreeOfVersionTwo() throws IOException {
    Files.writeString(folder.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
    Files.writeString(folder.resolve("cgroup.subtree_control"), "cpu\n");
    Path ours = Files.createDirectory(folder.resolve("tributary"));
    Files.writeString(ours.resolve("cgroup.subtree_control"), "cpu memory pids\n");

    var groups = ControlGroups.find(List.of(mount(folder, "cgroup2", "rw"))).orElseThrow();
    var group = groups.create("one", new Limits(64, 0.5, 10, 8, 100));

    assertThat(groups.version()).isEqualTo(ControlGroups.Version.TWO);
    assertThat(ours.resolve("one/memory.max")).hasContent("67108864");
    assertThat(ours.resolve("one/cpu.max")).hasContent("100000 100000");
    assertThat(ours.resolve("one/cpu.weight")).hasContent("50");
    assertThat(ours.resolve("one/pids.max")).hasContent("13");
    assertThat(folder.resolve("cgroup.subtree_control")).hasContent("+pids");
    assertThat(group.doors()).containsExactly(ours.resolve("one/cgroup.procs"));
  }

  @Test
  void findsTreePerControllerOfVersionOne() throws IOException {
    var groups =
        ControlGroups.find(
            List.of(
                mount(folder.resolve("memory"), "cgroup", "rw,memory"),
                mount(folder.resolve("pids"), "cgroup", "rw,pids"),
                mount(folder.resolve("cpu,cpuacct"), "cgroup", "rw,cpu,cpuacct")));

    var group = groups.orElseThrow().create("one", new Limits(64, 0.5, 10, 8, 100));

    assertThat(folder.resolve("memory/tributary/one/memory.limit_in_bytes")).hasContent("67108864");
    assertThat(folder.resolve("cpu,cpuacct/tributary/one/cpu.cfs_quota_us")).hasContent("100000");
    assertThat(folder.resolve("cpu,cpuacct/tributary/one/cpu.shares")).hasContent("512");
    assertThat(group.doors()).hasSize(3);
  }

  @Test
  void whatGivesWayLiesInAGroupThatWeighsAQuarterOfAProcess() throws IOException {
    var groups =
        ControlGroups.find(List.of(mount(folder, "cgroup", "rw,memory,pids,cpu"))).orElseThrow();
    var build = groups.create("build", new Limits(64, 0.25, 2, 10, 8, 100, false).givingWay());
    var step = groups.create("step", new Limits(64, 0.5, 10, 8, 100));

    assertThat(folder.resolve("tributary-background/cpu.shares")).hasContent("256");
    assertThat(folder.resolve("tributary-background/build/cpu.shares")).hasContent("256");
    assertThat(folder.resolve("tributary-background/build/cpu.cfs_quota_us")).hasContent("200000");
    assertThat(groups.group("build")).isEqualTo(build);
    assertThat(groups.group("step")).isEqualTo(step);
    assertThat(step.doors()).containsExactly(folder.resolve("tributary/step/cgroup.procs"));
  }

  @Test
  void groupOfWhatGivesWayIsWeighedInVersionTwoAsWell() throws IOException {
    Files.writeString(folder.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
    Files.writeString(folder.resolve("cgroup.subtree_control"), "cpu memory pids\n");
    Path background = Files.createDirectory(folder.resolve("tributary-background"));
    Files.writeString(background.resolve("cgroup.subtree_control"), "cpu memory pids\n");
    var groups = ControlGroups.find(List.of(mount(folder, "cgroup2", "rw"))).orElseThrow();

    groups.create("build", new Limits(64, 0.25, 2, 10, 8, 100, false).givingWay());

    assertThat(background.resolve("cpu.weight")).hasContent("25");
    assertThat(background.resolve("build/cpu.weight")).hasContent("25");
  }

  @Test
  void findsNothingWhereMemoryCannotBeLimited() throws IOException {
    assertThat(ControlGroups.find(List.of(mount(folder, "cgroup", "rw,pids,cpu")))).isEmpty();
  }

  @Test
  void tellsWhetherMemoryRanOut() throws IOException {
    var groups =
        ControlGroups.find(List.of(mount(folder, "cgroup", "rw,memory,pids,cpu"))).orElseThrow();
    var group = groups.create("one", Limits.ordinary());
    Path control = folder.resolve("tributary/one/memory.oom_control");

    Files.writeString(control, "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n");
    assertThat(group.outOfMemory()).isFalse();

    Files.writeString(control, "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
    assertThat(group.outOfMemory()).isTrue();
  }

  private static String mount(Path at, String kind, String options) {
    return "30 24 0:26 / %s rw,nosuid - %s %s %s".formatted(at, kind, kind, options);
  }
}
