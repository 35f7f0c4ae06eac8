package io.tributary.builder.image;

import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;

/** Makes components' images and keeps them by digest. */
public interface Images {

  /** Names base image and host layer; images on the same base have the same. */
  String base() throws IOException;

  /** Whether an image is there, whole. */
  boolean has(ImageDigest image);

  /** Puts an image together and keeps it; the same parts give the same digest. */
  MadeImage make(ImageParts parts) throws IOException, InterruptedException;
}
