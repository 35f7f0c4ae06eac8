package io.tributary.containers.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRemovalTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ImageStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = new ImageStore(folder.resolve("images"));
  }

  @AfterEach
  void ends() {
    threads.shutdownNow();
  }

  @Test
  void ownPartsGoAndSharedOnesStay() throws Exception {
    var base = sample("base");
    var leaving = sample("base", "leaving");
    var staying = sample("base", "staying");
    for (var image : List.of(base, leaving, staying)) {
      image.listedIn(store);
    }

    boolean found = store.remove(leaving.digest());

    assertThat(found).isTrue();
    assertThat(store.images()).containsExactlyInAnyOrder(base.digest(), staying.digest());
    assertThat(store.read(staying.digest()).layers()).hasSize(2);
    assertThat(blobs()).containsExactlyInAnyOrder(partsOf(base, staying));
    assertThat(store.unpacked(staying.digest()).resolve("base")).hasContent("base");
  }

  @Test
  void lastImageTakesItsPartsAndItsUnpackedTreeWithIt() throws Exception {
    var image = sample("one");
    image.listedIn(store);
    var unwritable = Files.createDirectory(store.unpacked(image.digest()).resolve("d"));
    Files.setPosixFilePermissions(unwritable, PosixFilePermissions.fromString("r-xr-xr-x"));

    store.remove(image.digest());

    assertThat(store.has(image.digest())).isFalse();
    for (var place : List.of("blobs/sha256", "images", "unpacked", "partial")) {
      assertThat(folder.resolve("images").resolve(place)).isEmptyDirectory();
    }
    assertThat(store.remove(image.digest())).isFalse();
  }

  @Test
  void removedImageIsMadeAgain() throws Exception {
    var image = sample("one");
    image.listedIn(store);
    store.key("inputs", image.digest());
    store.remove(image.digest());

    assertThat(store.keyed("inputs")).isEmpty();
    image.listedIn(store);

    assertThat(store.unpacked(image.digest()).resolve("one")).hasContent("one");
  }

  @Test
  void missingImageIsNoError() throws Exception {
    assertThat(store.remove(sample("never").digest())).isFalse();
  }

  @Test
  void brokenImagesAreNoError() throws Exception {
    var image = sample("one");
    var broken = sample("two");
    var partless = sample("three");
    for (var each : List.of(image, broken, partless)) {
      each.listedIn(store);
    }
    Files.writeString(store.blob(broken.digest().value()), "no manifest");
    Files.delete(store.blob(partless.digests().getFirst()));

    assertThat(store.remove(image.digest())).isTrue();
    assertThat(store.remove(partless.digest())).isTrue();
    assertThat(store.remove(broken.digest())).isTrue();

    assertThat(store.images()).isEmpty();
    // Nobody knows whose they were.
    assertThat(blobs()).isSubsetOf(broken.digests());
  }

  @Test
  void removalThatACrashCutOffGoesOn() throws Exception {
    var image = sample("base", "leaving");
    var staying = sample("base");
    image.listedIn(store);
    staying.listedIn(store);
    store.unpacked(image.digest());
    var hex = image.digest().value().substring(7);
    var root = folder.resolve("images");
    Files.delete(root.resolve("images").resolve(hex));
    Files.move(root.resolve("unpacked").resolve(hex), root.resolve("partial/gone-" + hex));

    assertThat(store.remove(image.digest())).isTrue();

    assertThat(root.resolve("partial")).isEmptyDirectory();
    assertThat(blobs()).containsExactlyInAnyOrder(partsOf(staying));
    assertThat(store.remove(image.digest())).isFalse();
  }

  /** It found the layer there, wrote none, and lists its image after the removal began. */
  @Test
  void writerKeepsThePartsThatItFoundThere() throws Exception {
    var leaving = sample("shared", "leaving");
    leaving.listedIn(store);
    var coming = sample("shared", "coming");
    var pipe = pipe();
    var writing = threads.submit(() -> new ImageStore(folder.resolve("images")).importTar(pipe));

    var removing = removedWhileWritten(leaving.digest(), coming, pipe);

    assertThat(writing.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(coming.digest());
    assertThat(removing.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(store.images()).containsExactly(coming.digest());
    assertThat(blobs()).containsExactlyInAnyOrder(partsOf(coming));
  }

  @Test
  void writerOfAnotherProcessKeepsThePartsThatItFoundThere() throws Exception {
    var leaving = sample("shared", "leaving");
    leaving.listedIn(store);
    var coming = sample("shared", "coming");
    var pipe = pipe();
    var writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.serialFilter=!*",
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                folder.resolve("images").toString(),
                pipe.toString())
            .inheritIO()
            .start();

    var removing = removedWhileWritten(leaving.digest(), coming, pipe);

    assertThat(writer.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(writer.exitValue()).isZero();
    assertThat(removing.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(store.images()).containsExactly(coming.digest());
    assertThat(blobs()).containsExactlyInAnyOrder(partsOf(coming));
  }

  @Test
  void manyWriteAndRemoveAtOnce() throws Exception {
    sample("shared", "always").listedIn(store);
    var tasks =
        IntStream.range(0, 4)
            .<Callable<Boolean>>mapToObj(
                number ->
                    () -> {
                      var own = new ImageStore(folder.resolve("images"));
                      var image = sample("shared", "image-" + number);
                      for (int round = 0; round < 5; round++) {
                        image.listedIn(own);
                        own.unpacked(image.digest());
                        own.remove(image.digest());
                      }
                      return own.has(image.digest());
                    })
            .toList();

    for (var done : threads.invokeAll(tasks)) {
      assertThat(done.get()).isFalse();
    }

    assertThat(blobs()).containsExactlyInAnyOrder(partsOf(sample("shared", "always")));
    assertThat(folder.resolve("images/unpacked")).isEmptyDirectory();
  }

  /** Begins with the removal when the parts are written, and ends the writing when it waits. */
  private Future<Boolean> removedWhileWritten(ImageDigest leaving, SampleImage coming, Path pipe)
      throws Exception {
    var removals = new ArrayList<Future<Boolean>>();
    // Open for reading, too: so it waits for no reader who may never come.
    var out = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
    coming.archive(
        Channels.newOutputStream(out),
        () -> {
          await()
              .atMost(LIMIT)
              .until(
                  () -> coming.digests().stream().allMatch(part -> Files.exists(store.blob(part))));
          removals.add(threads.submit(() -> store.remove(leaving)));
          await().during(Duration.ofMillis(300)).atMost(LIMIT).until(() -> store.has(leaving));
        });
    return removals.getFirst();
  }

  private Path pipe() throws Exception {
    var pipe = folder.resolve("archive");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private List<String> blobs() throws IOException {
    try (var files = Files.list(folder.resolve("images/blobs/sha256"))) {
      return files.map(file -> "sha256:" + file.getFileName()).toList();
    }
  }

  private static String[] partsOf(SampleImage... images) {
    return Arrays.stream(images)
        .flatMap(
            image -> Stream.concat(image.digests().stream(), Stream.of(image.digest().value())))
        .distinct()
        .toArray(String[]::new);
  }

  /** A layer for each of the names, with one file that has it. */
  private static SampleImage sample(String... layers) throws IOException {
    var image = new SampleImage();
    for (var name : layers) {
      image.withLayer(new SampleLayer().file("/" + name, name));
    }
    return image;
  }
}
