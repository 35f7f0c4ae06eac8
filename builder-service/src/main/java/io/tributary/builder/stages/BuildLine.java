package io.tributary.builder.stages;

import io.tributary.builder.image.MadeImage;
import java.io.IOException;
import java.util.Locale;

/** The stages in order: fetch, check, compile, image. */
public final class BuildLine {
  private final Fetch fetch;
  private final Detect detect;
  private final Compile compile;
  private final Collect collect;
  private final Assemble assemble;

  public BuildLine(
      Fetch fetch, Detect detect, Compile compile, Collect collect, Assemble assemble) {
    this.fetch = fetch;
    this.detect = detect;
    this.compile = compile;
    this.collect = collect;
    this.assemble = assemble;
  }

  /**
   * Makes the image of a site's build.
   *
   * @throws StageFailed where a stage says why it cannot go on
   * @throws IOException where a part of the platform broke
   */
  public MadeImage run(BuildSite site, StageBook book)
      throws StageFailed, IOException, InterruptedException {
    var tree =
        book.run(
            StageName.FETCH,
            () -> fetch.fetch(site),
            fetched ->
                "%s, %d files, %s"
                    .formatted(
                        site.build().order().commit().value().substring(0, 12),
                        fetched.files(),
                        size(fetched.bytes())));
    for (var path : tree.ignored()) {
      site.say(StageName.CHECK, path + " is ignored: Maven runs with the platform's settings.");
    }
    book.run(StageName.CHECK, () -> detect.detect(site), found -> found);
    var collected =
        book.run(
            StageName.COMPILE,
            () -> collect.collect(site, compile.compile(site)),
            parts -> "%d dependencies".formatted(parts.dependencies().size()));
    return book.run(
        StageName.IMAGE,
        () -> assemble.assemble(site, collected, tree.committedAt()),
        image ->
            "%s, %s beside the base of %s"
                .formatted(
                    image.digest(),
                    size(image.bytesBesideBase()),
                    size(image.bytes() - image.bytesBesideBase())));
  }

  /** A size as people read it. */
  public static String size(long bytes) {
    return bytes < 1 << 20
        ? "%.1f KiB".formatted(bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
