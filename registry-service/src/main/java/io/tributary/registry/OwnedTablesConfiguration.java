package io.tributary.registry;

import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.leaving.OwnedRows.Rows;
import io.tributary.foundation.persistence.Database;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What organizations own in the tables of the registry. */
@Configuration(proxyBeanMethods = false)
class OwnedTablesConfiguration {
  private static final String MINE = "t.organization = :organization";
  private static final String NAME_STAYS =
      "Its name is nobody else's for ever, so that nobody is taken for it.";

  @Bean
  @Order(1)
  OwnedRows registryRows(Database database) {
    return all(database);
  }

  static OwnedRows all(Database database) {
    return new OwnedRows(
        database,
        "registry",
        List.of(
            // Made from files that the repositories' bundles hold; nothing of its own to export.
            Rows.bookkeeping("icons", MINE),
            Rows.owned("versions", MINE, "versions", "words", "precedence"),
            Rows.staying("publishers", MINE, "publishers' names", NAME_STAYS, "skeleton"),
            Rows.owned("personal_tokens", MINE, "personal access tokens", "hash"),
            Rows.owned("invitations", MINE, "invitations", "hash"),
            Rows.owned("members", MINE, "members"),
            Rows.bookkeeping("quotas", MINE),
            Rows.bookkeeping("quota_warnings", MINE),
            Rows.staying(
                "audit",
                MINE,
                "audit log",
                "It is append-only: what was done with what others trusted can be shown."),
            Rows.staying(
                "organizations", "t.name = :organization", "organization's name", NAME_STAYS)));
  }
}
