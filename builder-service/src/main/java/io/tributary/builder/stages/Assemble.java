package io.tributary.builder.stages;

import io.tributary.builder.image.ComponentJar;
import io.tributary.builder.image.ImageParts;
import io.tributary.builder.image.Images;
import io.tributary.builder.image.MadeImage;
import io.tributary.builder.stages.Collect.Collected;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.time.Instant;

/** Makes the component's image from what was collected. */
public final class Assemble {
  private final Images images;
  private final Training training;

  /**
   * @param training makes a new image's start cache
   */
  public Assemble(Images images, Training training) {
    this.images = images;
    this.training = training;
  }

  /** What is done with an image so that its workers start sooner; it may fail, and harms nobody. */
  @FunctionalInterface
  public interface Training {
    /** Gives a line for the build's log. */
    String train(ImageDigest image) throws InterruptedException;
  }

  MadeImage assemble(BuildSite site, Collected collected, Instant committedAt)
      throws StageFailed, IOException, InterruptedException {
    MainClasses.require(
        site.build().order().manifest(), collected.classes(), collected.dependencies());
    var jar = site.outcome().resolve("component.jar");
    ComponentJar.write(collected.classes(), jar);
    var image =
        images.make(new ImageParts(site.build(), collected.dependencies(), jar, committedAt));
    site.say(StageName.IMAGE, training.train(image.digest()));
    return image;
  }
}
