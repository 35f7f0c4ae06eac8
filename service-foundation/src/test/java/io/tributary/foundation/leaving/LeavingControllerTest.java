package io.tributary.foundation.leaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.problems.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletResponse;

class LeavingControllerTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void anExportSaysWhoseItIsAndFromWhen() throws IOException {
    var response = new MockHttpServletResponse();

    controller(archive -> archive.lines("notes.jsonl", line -> line.accept("{}")))
        .export(ACME, response);

    assertThat(response.getContentType()).isEqualTo("application/zip");
    assertThat(response.getHeader("Content-Disposition"))
        .isEqualTo("attachment; filename=\"acme-2026-11-27.zip\"");
    try (var zip = new ZipInputStream(new ByteArrayInputStream(response.getContentAsByteArray()))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("export.json");
      assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
          .contains("acme", "2026-11-27T12:00:00Z");
      assertThat(zip.getNextEntry().getName()).isEqualTo("notes.jsonl");
      assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("{}\n");
    }
  }

  @Test
  void whatBreaksOffIsNoArchive() throws IOException {
    var response = new MockHttpServletResponse();
    var controller =
        controller(
            archive -> {
              archive.lines("notes.jsonl", line -> line.accept("{}"));
              throw new IllegalStateException("the database is away");
            });

    assertThatThrownBy(() -> controller.export(ACME, response))
        .isInstanceOf(IllegalStateException.class);

    var file = Files.write(folder.resolve("acme.zip"), response.getContentAsByteArray());
    assertThatThrownBy(() -> new ZipFile(file.toFile()).close()).isInstanceOf(ZipException.class);
  }

  @Test
  void oneAtATimeForEachOrganization() throws IOException {
    var controller = new AtomicReference<LeavingController>();
    var refused = new AtomicReference<Throwable>();
    controller.set(
        controller(
            archive -> {
              try {
                controller.get().export(ACME, new MockHttpServletResponse());
              } catch (Refusal refusal) {
                refused.set(refusal);
              }
            }));

    controller.get().export(ACME, new MockHttpServletResponse());

    assertThat(refused.get()).hasMessageContaining("export-running");
    controller.get().export(ACME, new MockHttpServletResponse());
  }

  private interface Writing {
    void write(Archive archive) throws IOException;
  }

  private static LeavingController controller(Writing writing) {
    return new LeavingController(
        List.of(
            new Owned() {
              @Override
              public List<Holding> holdings(OrganizationName organization) {
                return List.of();
              }

              @Override
              public void export(OrganizationName organization, Archive archive)
                  throws IOException {
                writing.write(archive);
              }

              @Override
              public long delete(OrganizationName organization) {
                return 0;
              }
            }),
        CLOCK);
  }
}
