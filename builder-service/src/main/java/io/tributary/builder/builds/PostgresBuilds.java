package io.tributary.builder.builds;

import io.tributary.builder.builds.BuildState.Cancelled;
import io.tributary.builder.builds.BuildState.Failed;
import io.tributary.builder.builds.BuildState.Queued;
import io.tributary.builder.builds.BuildState.Running;
import io.tributary.builder.builds.BuildState.Succeeded;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Statements;
import io.tributary.foundation.persistence.Use;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.dao.DuplicateKeyException;

/** Builds in the schema {@code builder}; claims by {@code for update skip locked}. */
public final class PostgresBuilds implements Builds {
  private final Database database;

  public PostgresBuilds(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(Build build) {
    return !(build.state() instanceof Queued queued)
        ? refuseAdding(build)
        : database
            .of(build.order().organization())
            .get(
                jdbc ->
                    jdbc.sql(
                                """
                                insert into builder.build (id, organization, component, version, commit_id, reference,
                                    manifest, requested_at, state, since)
                                values (:id, :organization, :component, :version, :commit, :reference,
                                    :manifest, :requested, 'queued', :since)
                                on conflict (id) do nothing
                                """)
                            .param("id", build.id().value())
                            .param("organization", build.order().organization().value())
                            .param("component", build.order().version().component().toString())
                            .param("version", build.order().version().toString())
                            .param("commit", build.order().commit().value())
                            .param("reference", build.order().reference())
                            .param("manifest", build.order().manifest())
                            .param("requested", at(build.order().requestedAt()))
                            .param("since", at(queued.since()))
                            .update()
                        == 1);
  }

  @Override
  public Optional<Build> find(BuildId id) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql("select * from builder.build where id = :id")
                    .param("id", id.value())
                    .query(BuildRow::read)
                    .optional());
  }

  @Override
  public List<Build> list(OrganizationName organization, Optional<BuildId> before, int limit) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select * from builder.build
                        where organization = :organization and id < :before
                        order by id desc limit :limit
                        """)
                    .param("organization", organization.value())
                    .param("before", before.map(BuildId::value).orElse(Long.MAX_VALUE))
                    .param("limit", limit)
                    .query(BuildRow::read)
                    .list());
  }

  @Override
  public Optional<Build> claim(
      WorkerId worker, Instant now, Duration lease, Set<OrganizationName> held) {
    try {
      return database.across(Use.BUILDS).get(jdbc -> claimNext(jdbc, worker, now, lease, held));
    } catch (DuplicateKeyException otherWorkerHasTheCommit) {
      return Optional.empty();
    }
  }

  @Override
  public boolean extend(BuildId id, WorkerId worker, Instant until) {
    return database
        .across(Use.BUILDS)
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            update builder.build set lease_until = :until
                            where id = :id and worker = :worker and state = 'running'
                            """)
                        .param("until", at(until))
                        .param("id", id.value())
                        .param("worker", worker.value())
                        .update()
                    == 1);
  }

  @Override
  public Optional<Build> change(BuildId id, UnaryOperator<Build> transition) {
    return database
        .here()
        .get(
            jdbc -> {
              var before =
                  jdbc.sql("select * from builder.build where id = :id for update")
                      .param("id", id.value())
                      .query(BuildRow::read)
                      .optional();
              var after = before.map(transition);
              if (!after.equals(before)) {
                after.ifPresent(build -> save(jdbc, build, Optional.empty()));
              }
              return after;
            });
  }

  @Override
  public Optional<Succeeded> made(ComponentRef component, CommitId commit, String base) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select * from builder.build
                        where component = :component and commit_id = :commit and base = :base and state = 'succeeded'
                        order by id limit 1
                        """)
                    .param("component", component.toString())
                    .param("commit", commit.value())
                    .param("base", base)
                    .query(BuildRow::read)
                    .optional()
                    .map(build -> (Succeeded) build.state()));
  }

  private Optional<Build> claimNext(
      Statements jdbc, WorkerId worker, Instant now, Duration lease, Set<OrganizationName> held) {
    var claimed =
        jdbc.sql(
                """
                select * from builder.build b
                where ((b.state = 'queued' and not b.organization = any(:held))
                    or (b.state = 'running' and b.lease_until < :now))
                  and not exists (
                    select 1 from builder.build r
                    where r.state = 'running' and r.id <> b.id
                      and r.component = b.component and r.commit_id = b.commit_id)
                order by
                  (select count(*) from builder.build r
                    where r.state = 'running' and r.organization = b.organization),
                  (select max(r.started_at) from builder.build r
                    where r.started_at is not null and r.organization = b.organization) nulls first,
                  b.id
                limit 1
                for update skip locked
                """)
            .param("now", at(now))
            .param("held", held.stream().map(OrganizationName::value).toArray(String[]::new))
            .query(BuildRow::read)
            .optional()
            .map(build -> build.claimed(worker, now));
    claimed.ifPresent(
        build -> {
          save(jdbc, build, Optional.of(now.plus(lease)));
          begin(jdbc, build, now);
        });
    return claimed;
  }

  /** It counts as begun once, however many workers it has. */
  private static void begin(Statements jdbc, Build build, Instant now) {
    jdbc.sql("update builder.build set started_at = :now where id = :id and started_at is null")
        .param("now", at(now))
        .param("id", build.id().value())
        .update();
  }

  private void save(Statements jdbc, Build build, Optional<Instant> lease) {
    var running =
        build.state() instanceof Running state ? Optional.of(state) : Optional.<Running>empty();
    var made =
        build.state() instanceof Succeeded state ? Optional.of(state) : Optional.<Succeeded>empty();
    var failure =
        build.state() instanceof Failed state
            ? Optional.of(state.reason())
            : Optional.<BuildFailure>empty();
    jdbc.sql(
            """
            update builder.build set state = :state, since = :since, worker = :worker, attempt = :attempt,
              lease_until = :lease, image = :image, bytes = :bytes, bytes_beside = :beside, base = :base,
              failure_stage = :stage, failure_code = :code, failure_message = :message,
              failure_blame = :blame, cancelled_by = :cancelledBy
            where id = :id
            """)
        .param("id", build.id().value())
        .param("state", build.state().word())
        .param("since", at(since(build.state())))
        .param("worker", running.map(state -> state.worker().value()).orElse(null))
        .param("attempt", running.map(Running::attempt).orElse(null))
        .param("lease", lease.map(PostgresBuilds::at).orElse(null))
        .param("image", made.map(state -> state.image().value()).orElse(null))
        .param("bytes", made.map(Succeeded::bytes).orElse(null))
        .param("beside", made.map(Succeeded::bytesBesideBase).orElse(null))
        .param("base", made.map(Succeeded::base).orElse(null))
        .param("stage", failure.map(BuildFailure::stage).orElse(null))
        .param("code", failure.map(BuildFailure::code).orElse(null))
        .param("message", failure.map(BuildFailure::message).orElse(null))
        .param("blame", failure.map(reason -> reason.blame().name()).orElse(null))
        .param("cancelledBy", build.state() instanceof Cancelled state ? state.by() : null)
        .update();
  }

  private static boolean refuseAdding(Build build) {
    throw new IllegalTransition(build.id(), build.state(), "queued");
  }

  private static Instant since(BuildState state) {
    return switch (state) {
      case Queued queued -> queued.since();
      case Running running -> running.since();
      case Succeeded made -> made.finishedAt();
      case Failed failed -> failed.finishedAt();
      case Cancelled cancelled -> cancelled.finishedAt();
    };
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
