package io.tributary.containers.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.ImageDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
  @TempDir private Path folder;
  private ImageStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = new ImageStore(folder.resolve("images"));
  }

  @Test
  void readsWhatWasListed() throws Exception {
    var image = anImage().withLayer(aLayer().file("/a", "one")).listedIn(store);

    var read = store.read(image);

    assertThat(store.has(image)).isTrue();
    assertThat(store.images()).containsExactly(image);
    assertThat(read.layers()).hasSize(1);
    assertThat(read.launch().command()).containsExactly("/bin/main", "--serve");
    assertThat(read.launch().environment()).containsEntry("MODE", "a=b");
    assertThat(read.launch().workingFolder()).isEqualTo("/work");
  }

  @Test
  void keepsNothingUnderWrongDigest() throws Exception {
    String other = Digests.of("other".getBytes(UTF_8));

    assertThatThrownBy(() -> write(other, "bytes")).isInstanceOf(ImageBroken.class);

    assertThat(store.blob(other)).doesNotExist();
    assertThat(folder.resolve("images/partial")).isEmptyDirectory();
  }

  @Test
  void listsNoImageWithMissingPart() throws Exception {
    var image = anImage().withLayer(aLayer().file("/a", "one"));
    byte[] manifest = image.manifest();

    assertThatThrownBy(() -> store.list(manifest)).isInstanceOf(ImageBroken.class);

    assertThat(store.has(new ImageDigest(Digests.of(manifest)))).isFalse();
  }

  /** Two builds on a fresh platform want the same image at the same moment. */
  @Test
  void manyMayUnpackTheSameImageAtOnce() throws Exception {
    var layer = aLayer();
    for (int i = 0; i < 200; i++) {
      layer.file("/f" + i, "1");
    }
    var image = anImage().withLayer(layer).listedIn(store);

    try (var threads = Executors.newFixedThreadPool(8)) {
      var roots =
          threads.invokeAll(Collections.<Callable<Path>>nCopies(8, () -> store.unpacked(image)));

      for (var root : roots) {
        assertThat(root.get().resolve("f199")).hasContent("1");
      }
    }
  }

  @Test
  void unpacksLayersOverEachOther() throws Exception {
    var image =
        anImage()
            .withLayer(
                aLayer()
                    .file("/kept", "1")
                    .file("/gone", "1")
                    .file("/d/old", "1")
                    .file("/e/old", "1")
                    .file("/changed", "1"))
            .withLayer(
                aLayer()
                    .file("/.wh.gone", "")
                    .file("/d/new", "2")
                    .file("/d/.wh..wh..opq", "")
                    .file("/e/.wh.old", "")
                    .file("/changed", "2")
                    .link("/l", "kept")
                    .link("/absolute", "/kept"))
            .listedIn(store);

    Path root = store.unpacked(image);

    assertThat(root.resolve("kept")).hasContent("1");
    assertThat(root.resolve("gone")).doesNotExist();
    assertThat(root.resolve("d/old")).doesNotExist();
    assertThat(root.resolve("d/new")).hasContent("2");
    assertThat(root.resolve("e")).isEmptyDirectory();
    assertThat(root.resolve("changed")).hasContent("2");
    assertThat(Files.readSymbolicLink(root.resolve("l"))).isEqualTo(Path.of("kept"));
    assertThat(Files.exists(root.resolve("absolute"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(store.unpacked(image)).isEqualTo(root);
  }

  @Test
  void dropsSetuidBits() throws Exception {
    var image = anImage().withLayer(aLayer().file("/su", "x", 06755)).listedIn(store);

    Path su = store.unpacked(image).resolve("su");

    assertThat((int) Files.getAttribute(su, "unix:mode") & 07777).isEqualTo(0755);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(su)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void refusesWhatLeavesTheImage() throws Exception {
    refused(aLayer().file("/../evil", "x"));
    refused(aLayer().file("/a/../../evil", "x"));
    refused(aLayer().link("/up", "../../evil"));
    refused(aLayer().link("/d", "/etc").file("/d/evil", "x"));
    refused(aLayer().link("/d", "/etc").file("/d/.wh.passwd", ""));
    refused(aLayer().hardLink("/h", "/../../etc/passwd"));
    refused(aLayer().link("/s", "/etc/passwd").hardLink("/h", "/s"));
    refused(aLayer().device("/dev/sda"));
    refused(aLayer().file("/.wh...", ""));
    assertThat(folder.resolve("evil")).doesNotExist();
    assertThat(folder.resolve("images/partial")).isEmptyDirectory();
  }

  @Test
  void replacesLinkInsteadOfWritingThroughIt() throws Exception {
    Path outside = Files.writeString(folder.resolve("outside"), "safe");
    var image =
        anImage()
            .withLayer(aLayer().link("/f", "/outside"))
            .withLayer(aLayer().file("/f", "new"))
            .listedIn(store);

    assertThat(store.unpacked(image).resolve("f")).hasContent("new");
    assertThat(outside).hasContent("safe");
  }

  @Test
  void remembersImageByKey() throws Exception {
    var image = anImage().withLayer(aLayer().file("/a", "one")).listedIn(store);

    store.key("inputs", image);

    assertThat(store.keyed("inputs")).contains(image);
    assertThat(store.keyed("others")).isEmpty();
  }

  private void refused(SampleLayer layer) throws Exception {
    var image = anImage().withLayer(layer).listedIn(store);
    assertThatThrownBy(() -> store.unpacked(image)).isInstanceOf(ImageBroken.class);
    assertThat(folder.resolve("images/unpacked")).isEmptyDirectory();
  }

  private void write(String digest, String text) throws IOException, ImageBroken {
    store.writeBlob(digest, new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static SampleImage anImage() {
    return new SampleImage();
  }

  private static SampleLayer aLayer() {
    return new SampleLayer();
  }
}
