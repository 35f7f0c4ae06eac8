package io.tributary.builder;

import io.tributary.builder.work.WorkerSettings;
import io.tributary.containers.Limits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the builder works.
 *
 * @param workers builds at a time in this process
 * @param lease how long a silent worker keeps its build
 * @param compileLimit wall clock of one compile
 * @param memoryMebibytes of one compile, its {@code /tmp} included
 * @param tmpMebibytes of one compile: sources, classes and downloads
 * @param cpus of one compile where messages want them as well, as the weight of a step's {@code
 *     resources.cpu}
 * @param mostCpus of one compile on an idle machine
 */
@ConfigurationProperties("builder")
public record BuilderSettings(
    @DefaultValue("2") int workers,
    @DefaultValue("15s") Duration lease,
    @DefaultValue("10m") Duration compileLimit,
    @DefaultValue("1536") int memoryMebibytes,
    @DefaultValue("640") int tmpMebibytes,
    @DefaultValue("0.25") double cpus,
    @DefaultValue("2") double mostCpus) {
  private static final int MOST_PROCESSES = 256;
  private static final int MOST_FILES = 4_096;

  WorkerSettings workerSettings() {
    return new WorkerSettings(workers, lease);
  }

  Limits sandbox() {
    return new Limits(
        memoryMebibytes, cpus, mostCpus, MOST_PROCESSES, tmpMebibytes, MOST_FILES, true);
  }
}
