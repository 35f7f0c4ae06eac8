package io.tributary.builder.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitSourcesTest {
  private static final ComponentRef LEDGER = ComponentRef.parse("acme-parts/ledger");
  private static final Instant TIME = Instant.parse("2026-11-20T08:00:00Z");

  @TempDir private Path folder;
  private final InMemoryRepository repository =
      new InMemoryRepository(new DfsRepositoryDescription("ledger"));
  private final DirCache tree = DirCache.newInCore();
  private GitServer server;
  private Path into;

  @BeforeEach
  void serves() throws IOException {
    server = new GitServer(repository, "secret-token");
    into = Files.createDirectories(folder.resolve("source"));
  }

  @AfterEach
  void stops() {
    server.close();
  }

  @Test
  void treeOfTheCommitIsWritten() throws Exception {
    add("pom.xml", FileMode.REGULAR_FILE, "<project/>");
    add("src/main/java/acme/Add.java", FileMode.EXECUTABLE_FILE, "class Add {}");
    var commit = commit(null);

    var written = fetch(commit);

    assertThat(written.files()).isEqualTo(2);
    assertThat(written.committedAt()).isEqualTo(TIME);
    assertThat(into.resolve("pom.xml")).hasContent("<project/>");
    assertThat(into.resolve("src/main/java/acme/Add.java")).hasContent("class Add {}");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("git-"));
  }

  @Test
  void commitIsFoundAfterTheBranchMovedOn() throws Exception {
    add("pom.xml", FileMode.REGULAR_FILE, "<project>1</project>");
    var first = commit(null);
    add("pom.xml", FileMode.REGULAR_FILE, "<project>2</project>");
    commit(first);

    fetch(first);

    assertThat(into.resolve("pom.xml")).hasContent("<project>1</project>");
  }

  @Test
  void vanishedCommitIsRefused() throws Exception {
    add("pom.xml", FileMode.REGULAR_FILE, "<project/>");
    commit(null);

    assertThatThrownBy(() -> fetch(ObjectId.fromString("d".repeat(40))))
        .isInstanceOfSatisfying(
            SourceRefused.class, refused -> assertThat(refused.code()).isEqualTo("commit-gone"));
  }

  @Test
  void linksAndSubmodulesAreRefusedByName() throws Exception {
    add("README.md", FileMode.SYMLINK, "/etc/hostname");
    var linked = commit(null);

    assertThatThrownBy(() -> fetch(linked))
        .isInstanceOf(SourceRefused.class)
        .hasMessageStartingWith("README.md: links and submodules are not built.");
    assertThat(into.resolve("README.md")).doesNotExist();
  }

  @Test
  void whatSteersMavenIsLeftOut() throws Exception {
    add(".mvn/extensions.xml", FileMode.REGULAR_FILE, "<extensions/>");
    add(".mvn/jvm.config", FileMode.REGULAR_FILE, "-javaagent:x");
    add("mvnw", FileMode.EXECUTABLE_FILE, "curl evil");
    add("pom.xml", FileMode.REGULAR_FILE, "<project/>");
    var commit = commit(null);

    var written = fetch(commit);

    assertThat(written.ignored()).containsExactlyInAnyOrder(".mvn", "mvnw");
    assertThat(into.resolve(".mvn")).doesNotExist();
    assertThat(into.resolve("mvnw")).doesNotExist();
  }

  @Test
  void namesThatAreOneNameToAFileSystemAreRefused() throws Exception {
    add("src/A.java", FileMode.REGULAR_FILE, "1");
    add("src/a.java", FileMode.REGULAR_FILE, "2");
    var commit = commit(null);

    assertThatThrownBy(() -> fetch(commit))
        .isInstanceOfSatisfying(
            SourceRefused.class, refused -> assertThat(refused.code()).isEqualTo("source-path"));
  }

  @Test
  void wrongTokenIsAnErrorWithoutTheToken() throws Exception {
    add("pom.xml", FileMode.REGULAR_FILE, "<project/>");
    var commit = commit(null);
    var sources = new GitSources(server.address(), () -> "stale-token");

    assertThatThrownBy(
            () -> sources.fetch(LEDGER, "refs/heads/main", new CommitId(commit.name()), into))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("stale-token");
  }

  private Sources.SourceTree fetch(ObjectId commit) throws Exception {
    return new GitSources(server.address(), () -> "secret-token")
        .fetch(LEDGER, "refs/heads/main", new CommitId(commit.name()), into);
  }

  private void add(String path, FileMode mode, String text) throws IOException {
    try (var inserter = repository.newObjectInserter()) {
      var id = inserter.insert(Constants.OBJ_BLOB, text.getBytes(UTF_8));
      inserter.flush();
      var editor = tree.editor();
      editor.add(
          new org.eclipse.jgit.dircache.DirCacheEditor.PathEdit(path) {
            @Override
            public void apply(DirCacheEntry entry) {
              entry.setFileMode(mode);
              entry.setObjectId(id);
            }
          });
      editor.finish();
    }
  }

  private ObjectId commit(@org.jspecify.annotations.Nullable ObjectId parent) throws IOException {
    try (var inserter = repository.newObjectInserter()) {
      var person = new PersonIdent("Ada", "ada@acme.test", TIME, ZoneOffset.UTC);
      var commit = new CommitBuilder();
      commit.setTreeId(tree.writeTree(inserter));
      commit.setAuthor(person);
      commit.setCommitter(person);
      commit.setMessage("change");
      if (parent != null) {
        commit.setParentId(parent);
      }
      var id = inserter.insert(commit);
      inserter.flush();
      var update = repository.updateRef("refs/heads/main");
      update.setNewObjectId(id);
      update.forceUpdate();
      return id;
    }
  }
}
