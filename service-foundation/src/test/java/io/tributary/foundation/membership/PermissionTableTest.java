package io.tributary.foundation.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.organizations.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PermissionTableTest {
  private static final Path PAGE =
      Path.of(System.getProperty("tributary.root", ".."), "docs", "permissions.md");

  @Test
  void thePageIsWhatTheCodeSays() throws Exception {
    var page = Files.readString(PAGE);
    int table = page.indexOf("| scope |");

    assertThat(page.substring(table, page.indexOf("\n\n", table) + 1))
        .as("docs/permissions.md: put this in the place of its table")
        .isEqualTo(PermissionTable.text());
  }

  @Test
  void anOwnerMayEverythingAndAViewerChangesNothing() {
    assertThat(Permission.values())
        .allMatch(permission -> permission.isOf(Role.OWNER))
        .noneMatch(permission -> permission.changes() && permission.isOf(Role.VIEWER));
    assertThat(Arrays.stream(Permission.values()).filter(each -> each.isOf(Role.VIEWER)))
        .containsExactly(Permission.LOOK);
  }
}
