package io.tributary.builder.stages;

import io.tributary.builder.image.ComponentJar;
import io.tributary.builder.image.ImageParts;
import io.tributary.builder.image.Images;
import io.tributary.builder.image.MadeImage;
import io.tributary.builder.stages.Collect.Collected;
import java.io.IOException;
import java.time.Instant;

/** Makes the component's image from what was collected. */
public final class Assemble {
  private final Images images;

  public Assemble(Images images) {
    this.images = images;
  }

  MadeImage assemble(BuildSite site, Collected collected, Instant committedAt)
      throws StageFailed, IOException, InterruptedException {
    MainClasses.require(
        site.build().order().manifest(), collected.classes(), collected.dependencies());
    var jar = site.outcome().resolve("component.jar");
    ComponentJar.write(collected.classes(), jar);
    return images.make(new ImageParts(site.build(), collected.dependencies(), jar, committedAt));
  }
}
