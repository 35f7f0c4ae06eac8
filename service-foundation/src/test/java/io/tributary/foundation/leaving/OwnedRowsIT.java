package io.tributary.foundation.leaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Owned.Holding;
import io.tributary.foundation.leaving.Owned.Stay;
import io.tributary.foundation.leaving.OwnedRows.Rows;
import io.tributary.foundation.persistence.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnedRowsIT {
  private static final OrganizationName T1 = new OrganizationName("tenant1");
  private static final OrganizationName T10 = new OrganizationName("tenant10");
  private static final String MINE = "t.organization = :organization";

  private final TestPostgres postgres = TestPostgres.own().empty("tenants");

  @BeforeEach
  void notes() {
    notes(T1, 25_000);
    notes(T10, 3);
  }

  @Test
  void oneOrganizationsRowsGoHoweverManyTheyAre() {
    var owned = owned(Rows.owned("notes", MINE, "notes"));
    assertThat(owned.holdings(T1)).containsExactly(new Holding("notes", 25_000));

    assertThat(owned.delete(T1)).isEqualTo(25_000);

    assertThat(owned.delete(T1)).isZero();
    assertThat(owned.holdings(T10)).containsExactly(new Holding("notes", 3));
  }

  @Test
  void anExportHasARowALineWithoutWhatIsHidden() throws IOException {
    var entry = exported(owned(Rows.owned("notes", MINE, "small notes", "text")), T10);

    assertThat(entry.name()).isEqualTo("tenants/small-notes.jsonl");
    assertThat(entry.lines()).hasSize(3);
    assertThat(Json.tree(entry.lines().getLast()).propertyNames())
        .containsOnly("organization", "number");
  }

  @Test
  void aConditionThatForgetsTheOrganizationShowsNobodyElses() throws IOException {
    var owned = owned(Rows.owned("notes", "true or " + MINE, "notes"));

    assertThat(exported(owned, T10).lines())
        .hasSize(3)
        .noneMatch(line -> line.contains("tenant1\""));
    assertThat(owned.holdings(T10)).containsExactly(new Holding("notes", 3));
  }

  @Test
  void whatStaysIsSaidAndStays() {
    var owned = owned(Rows.staying("notes", MINE, "notes", "They are carved in stone."));

    assertThat(owned.stays(T10))
        .containsExactly(new Stay("notes (3)", "They are carved in stone."));
    assertThat(owned.holdings(T10)).isEmpty();
    assertThat(owned.delete(T10)).isZero();
    assertThat(owned.stays(T10)).hasSize(1);
  }

  private OwnedRows owned(Rows rows) {
    return new OwnedRows(postgres.database(), "tenants", List.of(rows));
  }

  private void notes(OrganizationName organization, int many) {
    postgres
        .raw()
        .sql(
            """
            insert into tenants.notes (organization, number, text)
            select ?, number, 'a "note"' from generate_series(1, ?) number
            """)
        .param(organization.value())
        .param(many)
        .update();
  }

  private record Entry(String name, List<String> lines) {}

  private static Entry exported(OwnedRows owned, OrganizationName organization) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var archive = new Archive(bytes);
    owned.export(organization, archive);
    archive.finish();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      var name = zip.getNextEntry().getName();
      return new Entry(
          name, new String(zip.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }
}
