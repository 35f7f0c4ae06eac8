package io.tributary.builder;

import io.tributary.builder.api.BuildsController;
import io.tributary.builder.api.CancelBuild;
import io.tributary.builder.api.LogStream;
import io.tributary.builder.artifacts.Artifacts;
import io.tributary.builder.artifacts.Central;
import io.tributary.builder.artifacts.HttpUpstream;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.builds.PostgresBuilds;
import io.tributary.builder.image.Images;
import io.tributary.builder.image.JibImages;
import io.tributary.builder.leaving.BuildFiles;
import io.tributary.builder.leaving.OwnedBuilds;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.quotas.BuildQuotas;
import io.tributary.builder.quotas.PostgresBuildUses;
import io.tributary.builder.requests.BuildRequests;
import io.tributary.builder.requests.RefuseBuild;
import io.tributary.builder.requests.RequestBuild;
import io.tributary.builder.sandbox.BuildSandbox;
import io.tributary.builder.sandbox.ContainerBuildSandbox;
import io.tributary.builder.sources.GitSources;
import io.tributary.builder.sources.Sources;
import io.tributary.builder.stages.Assemble;
import io.tributary.builder.stages.BuildLine;
import io.tributary.builder.stages.Collect;
import io.tributary.builder.stages.Compile;
import io.tributary.builder.stages.Detect;
import io.tributary.builder.stages.Fetch;
import io.tributary.builder.stages.TrainImage;
import io.tributary.builder.work.BuildJournal;
import io.tributary.builder.work.BuildLinks;
import io.tributary.builder.work.BuildWorkers;
import io.tributary.builder.work.FinishBuild;
import io.tributary.builder.work.OutboxAnnouncements;
import io.tributary.builder.work.RunBuild;
import io.tributary.containers.ContainerRefused;
import io.tributary.containers.starts.StartCaches;
import io.tributary.contracts.builds.BuildTopics;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.outbox.Outbox;
import io.tributary.foundation.outbox.OutboxRelays;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.SchemaMigration;
import io.tributary.foundation.quotas.Quotas;
import io.tributary.foundation.tokens.ServiceTokens;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.transaction.support.TransactionOperations;

/** The builder's beans; its own main and the platform both use it, beside the foundation's. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BuilderSettings.class)
public class BuilderConfiguration {
  private static final String SCHEMA = "builder";

  @Bean
  Builds builds(SchemaMigration migration, Database database) {
    migration.run(SCHEMA);
    return new PostgresBuilds(database);
  }

  @Bean
  @DependsOn("builds")
  BuildQuotas buildQuotas(Quotas quotas, Database database, Clock clock) {
    return new BuildQuotas(quotas, new PostgresBuildUses(database), clock);
  }

  /** After the builds: their migration makes its table. */
  @Bean
  @DependsOn("builds")
  Outbox builderOutbox(OutboxRelays relays, Database database) {
    return relays.open(database, SCHEMA);
  }

  @Bean
  FinishBuild finishBuild(
      Builds builds,
      @Qualifier("builderOutbox") Outbox outbox,
      TransactionOperations transactions,
      Clock clock) {
    return new FinishBuild(builds, new OutboxAnnouncements(outbox), transactions, clock);
  }

  @Bean(destroyMethod = "close")
  BuilderMachine builderMachine(Environment environment) throws IOException, ContainerRefused {
    return BuilderMachine.of(environment);
  }

  @Bean
  BuildLogs buildLogs(BuilderMachine machine, Clock clock) {
    return new BuildLogs(machine.folder().resolve("builds"), Json.mapper(), clock);
  }

  @Bean
  BuildLinks buildLinks(@Value("${tributary.public-url}") String publicUrl) {
    return new BuildLinks(publicUrl);
  }

  @Bean
  Sources sources(
      @Value("${tributary.registry.url:${tributary.public-url}}") URI registry,
      ServiceTokens tokens) {
    return new GitSources(registry, tokens::bearer);
  }

  @Bean
  Artifacts artifacts(
      BuilderMachine machine, @Value("${tributary.maven.upstream:}") String upstream, Clock clock)
      throws IOException {
    var address = upstream.isBlank() ? Central.address() : URI.create(upstream);
    return new Artifacts(
        machine.parts().shelf(),
        machine.folder().resolve("artifacts"),
        new HttpUpstream(address),
        clock);
  }

  @Bean
  BuildSandbox buildSandbox(BuilderMachine machine, BuilderSettings settings) {
    return new ContainerBuildSandbox(machine.containers(), machine.javaBuild(), settings.sandbox());
  }

  @Bean
  Images images(BuilderMachine machine) {
    return new JibImages(
        machine.images(),
        machine.runtimeBase(),
        machine.parts().host(),
        machine.folder().resolve("jib"));
  }

  @Bean
  BuildLine buildLine(
      BuilderMachine machine,
      Sources sources,
      BuildSandbox sandbox,
      Artifacts artifacts,
      Images images,
      BuilderSettings settings)
      throws IOException {
    var training = new TrainImage(new StartCaches(machine.images()), machine.containers());
    var compile = new Compile(sandbox, artifacts, machine.parts().agent(), settings.compileLimit());
    return new BuildLine(
        new Fetch(sources), new Detect(), compile, new Collect(), new Assemble(images, training));
  }

  @Bean
  RunBuild runBuild(
      Builds builds,
      FinishBuild finishBuild,
      Images images,
      BuildLine line,
      BuildQuotas quotas,
      BuildLogs logs,
      BuildLinks links,
      BuilderMachine machine,
      Clock clock) {
    var journal = new BuildJournal(logs, links, clock);
    return new RunBuild(builds, finishBuild, images, line, quotas, journal, machine.sites(), clock);
  }

  @Bean
  BuildWorkers buildWorkers(
      Builds builds,
      BuildQuotas quotas,
      RunBuild runBuild,
      BuilderSettings settings,
      Ids ids,
      Clock clock) {
    var process = ids.timeOrdered().toString();
    return new BuildWorkers(builds, quotas, runBuild, settings.workerSettings(), process, clock);
  }

  @Bean
  BuildRequests buildRequests(
      Builds builds,
      RefuseBuild refuseBuild,
      BuildQuotas quotas,
      BuildLogs logs,
      BuildWorkers workers,
      Clock clock) {
    return new BuildRequests(
        new RequestBuild(builds, refuseBuild, quotas, logs, workers::wake, clock));
  }

  @Bean
  RefuseBuild refuseBuild(Memberships memberships, FinishBuild finishBuild, BuildLogs logs) {
    return new RefuseBuild(memberships, finishBuild, logs);
  }

  /** A worker whose build was cancelled has let go of it within two leases. */
  @Bean
  OwnedBuilds ownedBuilds(
      Builds builds,
      FinishBuild finishBuild,
      BuildFiles files,
      Database database,
      BuilderSettings settings,
      Clock clock) {
    var rows = new OwnedRows(database, SCHEMA, OwnedBuilds.TABLES);
    var settling = settings.lease().multipliedBy(2);
    return new OwnedBuilds(builds, finishBuild, files, rows, settling, clock);
  }

  @Bean
  BuildFiles buildFiles(BuildLogs logs, BuildSandbox sandbox, BuilderMachine machine) {
    return new BuildFiles(logs, sandbox, machine.sites());
  }

  @Bean
  LogStream buildLogStream(Builds builds, BuildLogs logs, BuildLinks links, Clock clock) {
    return new LogStream(builds, logs, links, clock);
  }

  @Bean
  BuildsController buildsController(
      Builds builds,
      FinishBuild finishBuild,
      BuildLogs logs,
      BuildLinks links,
      LogStream logStream,
      BuildQuotas quotas,
      Clock clock) {
    var cancelBuild = new CancelBuild(finishBuild, logs, links, clock);
    return new BuildsController(builds, cancelBuild, logStream, links, quotas);
  }

  @Bean
  NewTopic buildsFinishedTopic(@Value("${tributary.kafka.replication:1}") int replication) {
    return TopicBuilder.name(BuildTopics.FINISHED).partitions(4).replicas(replication).build();
  }
}
