package io.tributary.builder.leaving;

import static io.tributary.builder.builds.BuildFixtures.ADA;
import static io.tributary.builder.builds.BuildFixtures.NOON;
import static io.tributary.builder.builds.BuildFixtures.aBuildOf;
import static io.tributary.builder.builds.BuildFixtures.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.BuildState;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.builds.PostgresBuilds;
import io.tributary.builder.database.TestDatabase;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.sandbox.BuildSandbox;
import io.tributary.builder.work.FinishBuild;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Exported;
import io.tributary.foundation.leaving.Owned.Holding;
import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.leaving.OwnedRows.Rows;
import io.tributary.foundation.persistence.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedBuildsIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");
  private static final Duration SETTLING = Duration.ofSeconds(30);
  private static final Instant LATER = NOON.plusSeconds(60);

  @TempDir private Path folder;
  private final Builds builds = new PostgresBuilds(TestDatabase.database());
  private final List<Build> announced = new ArrayList<>();
  private final List<BuildId> cleared = new ArrayList<>();
  private BuildLogs logs;

  @BeforeEach
  void twoOrganizationsHaveBuilds() throws IOException {
    TestDatabase.clear();
    logs = new BuildLogs(folder.resolve("builds"), Json.mapper(), Clock.systemUTC());
    made(ACME, 1);
    made(GLOBEX, 2);
    made(GLOBEX, 3);
  }

  @Test
  void exportHasRowsAndLogsOfThatOrganizationAlone() throws IOException {
    queued(GLOBEX, 4);
    var files = Exported.from(at(LATER), GLOBEX);

    assertThat(files)
        .containsOnlyKeys("builder/builds.jsonl", "builder/logs/2.jsonl", "builder/logs/3.jsonl");
    assertThat(files.get("builder/logs/2.jsonl")).isEqualTo(Files.readString(log(2)));
    assertThat(files.get("builder/builds.jsonl").lines().map(line -> Json.tree(line)))
        .allSatisfy(row -> assertThat(row.path("organization").asString()).isEqualTo("globex"))
        .extracting(row -> row.path("id").asLong())
        .containsExactlyInAnyOrder(2L, 3L, 4L);
  }

  @Test
  void buildsAndLogsAreCounted() {
    queued(GLOBEX, 4);

    assertThat(at(LATER).holdings(GLOBEX))
        .containsExactly(new Holding("builds", 3), new Holding("build logs", 2));
  }

  @Test
  void nothingIsLeftOfADeletedOrganizationAndOthersAreUntouched() throws IOException {
    var acmesLog = Files.readString(log(1));

    long found = delete(LATER);

    assertThat(found).isEqualTo(2);
    assertThat(rows()).containsExactly(1L);
    assertThat(names("builds")).containsExactly("1");
    assertThat(names("sites")).containsExactly("1");
    assertThat(log(1)).hasContent(acmesLog.strip());
    assertThat(cleared).containsExactlyInAnyOrder(new BuildId(2), new BuildId(3));
    assertThat(delete(LATER)).isZero();
  }

  @Test
  void manyPagesOfBuildsAreDeleted() {
    for (int id = 10; id < 460; id++) {
      change(queued(GLOBEX, id), build -> build.cancelled("ada", NOON));
    }

    assertThat(delete(LATER)).isEqualTo(452);
    assertThat(rows()).containsExactly(1L);
  }

  @Test
  void buildThatHasNotEndedIsCancelledAndDeletedOnceItsWorkerHasLetGo() throws IOException {
    var running = queued(GLOBEX, 4);
    builds.claim(ADA, NOON, SETTLING, Set.of());
    queued(GLOBEX, 5);
    logs.open(running).close();

    long atOnce = delete(LATER);
    var state = find(running).state();
    long tooSoon = delete(LATER.plus(SETTLING));

    assertThat(atOnce).isEqualTo(2);
    assertThat(state)
        .isEqualTo(new BuildState.Cancelled("the deletion of the organization", LATER));
    assertThat(announced).extracting(build -> build.id().value()).containsExactly(5L, 4L);
    assertThat(tooSoon).isEqualTo(2);
    assertThat(rows()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(delete(LATER.plus(SETTLING).plusSeconds(1))).isEqualTo(4);
    assertThat(rows()).containsExactly(1L);
    assertThat(names("builds")).containsExactly("1");
  }

  @Test
  void deletionGoesOnAfterACrash() throws IOException {
    logs.delete(new BuildId(2));

    assertThat(delete(LATER)).isEqualTo(2);
    assertThat(rows()).containsExactly(1L);
  }

  @Test
  void everyTableOfOrganizationsIsOwned() {
    var tables =
        TestDatabase.raw()
            .sql(
                """
                select distinct table_name from information_schema.columns
                where table_schema = 'builder' and column_name = 'organization'
                """)
            .query(String.class)
            .list();

    assertThat(OwnedBuilds.TABLES).extracting(Rows::table).hasSameElementsAs(tables);
  }

  private OwnedBuilds at(Instant now) {
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    return new OwnedBuilds(
        builds,
        new FinishBuild(builds, announced::add, TestDatabase.transactions(), clock),
        new BuildFiles(logs, new Sandboxes(cleared), folder.resolve("sites")),
        new OwnedRows(TestDatabase.database(), "builder", OwnedBuilds.TABLES),
        SETTLING,
        clock);
  }

  /** Of globex, as the foundation calls it. */
  private long delete(Instant now) {
    return Reach.of(GLOBEX).call(() -> at(now).delete(GLOBEX));
  }

  private void made(OrganizationName organization, long id) throws IOException {
    change(queued(organization, id), build -> build.claimed(ADA, NOON).finished(ADA, succeeded()));
    try (var log = logs.open(new BuildId(id))) {
      log.line("fetch", "of " + organization);
    }
    // As a worker leaves it that is killed.
    var source = folder.resolve("sites/" + id + "/source");
    Files.createDirectories(source);
    Files.writeString(source.resolve("Secret.java"), "of " + organization);
  }

  private BuildId queued(OrganizationName organization, long id) {
    builds.add(aBuildOf(organization, id, "%040x".formatted(id)));
    return new BuildId(id);
  }

  private void change(BuildId id, UnaryOperator<Build> transition) {
    for (var organization : List.of(ACME, GLOBEX)) {
      Reach.of(organization).run(() -> builds.change(id, transition));
    }
  }

  private Build find(BuildId id) {
    return Reach.of(GLOBEX).call(() -> builds.find(id).orElseThrow());
  }

  private static List<Long> rows() {
    return TestDatabase.raw()
        .sql("select id from builder.build order by id")
        .query(Long.class)
        .list();
  }

  private Path log(long id) {
    return folder.resolve("builds/" + id + "/log.jsonl");
  }

  private List<String> names(String place) throws IOException {
    try (var files = Files.list(folder.resolve(place))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private record Sandboxes(List<BuildId> cleared) implements BuildSandbox {
    @Override
    public End run(Order order, Consumer<String> lines) {
      throw new UnsupportedOperationException("Nothing is built here.");
    }

    @Override
    public void clear(BuildId build) {
      cleared.add(build);
    }
  }
}
