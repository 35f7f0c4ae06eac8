package io.tributary.runtime.components;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.persistence.Reach;
import io.tributary.runtime.support.RealPostgres;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PostgresComponentsIT extends ComponentsContract {
  private static final OrganizationName PUBLISHER = new OrganizationName("tributary");

  @Override
  Components components() {
    return new PostgresComponents(RealPostgres.empty().database());
  }

  @Test
  void whatNoFlowOfAnotherOrganizationUsesGoesWithItsImage() {
    var postgres = RealPostgres.empty();
    var shelf = new PostgresComponents(postgres.database());
    list(shelf, "tributary/webhook@1.0.0", 'a');
    list(shelf, "tributary/webhook@1.1.0", 'a');
    list(shelf, "tributary/webhook@1.2.0", 'c');
    list(shelf, "tributary/webhook@1.3.0", 'd');
    list(shelf, "tributary/webhook@1.4.0", 'e');
    deploy(postgres, "acme", "aaaaaaaaaaaaaaaa", "1.0.0", "1.2.0");
    deploy(postgres, "globex", "bbbbbbbbbbbbbbbb", "1.0.0", "1.0.0");
    deploy(postgres, "tributary", "cccccccccccccccc", "1.3.0", "1.3.0");
    var gone = VersionRef.parse("tributary/webhook@1.4.0");
    assertThat(shelf.find(gone)).isPresent();
    var images = new ArrayList<ImageDigest>();

    // As the organization's own, where its owner looks and where it is deleted.
    var published = Reach.of(PUBLISHER).call(() -> shelf.of(PUBLISHER));
    int removed = Reach.of(PUBLISHER).call(() -> shelf.removeUnused(PUBLISHER, images::add));

    assertThat(published)
        .extracting(each -> each.version().version() + " " + each.flowsOfOthers())
        .containsExactly("1.0.0 2", "1.1.0 0", "1.2.0 1", "1.3.0 0", "1.4.0 0");
    assertThat(removed).isEqualTo(3);
    assertThat(shelf.versions(gone.component()))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("1.0.0", "1.2.0");
    assertThat(shelf.find(gone)).isEmpty();
    assertThat(images)
        .as("1.1.0 has the image of 1.0.0")
        .containsExactlyInAnyOrder(image('d'), image('e'));
    assertThat(shelf.removeUnused(PUBLISHER, images::add)).isZero();
  }

  private static void list(Components shelf, String version, char digit) {
    shelf.list(InMemoryComponents.listing(version, digit, InMemoryComponents.WEBHOOK));
  }

  private static ImageDigest image(char digit) {
    return new ImageDigest("sha256:" + Character.toString(digit).repeat(64));
  }

  /** A step that has this version, and another one for messages that began before. */
  private static void deploy(
      RealPostgres postgres, String organization, String flow, String version, String earlier) {
    postgres.flow(flow, organization);
    postgres
        .raw()
        .sql(
            """
            insert into runtime.deployed_steps (flow, step, position, image, assignment)
            values (?, 'form', 0, 'sha256', ?::json)
            """)
        .param(flow)
        .param(
            """
            {"component": "tributary/webhook@%s",
             "editions": {"earlier": [{"component": "tributary/webhook@%s"}]}}
            """
                .formatted(version, earlier))
        .update();
  }
}
