package io.tributary.containers.images;

/**
 * An image, or an archive of one, is not what it says: wrong digest, missing part, or a path that
 * leaves it.
 */
public final class ImageBroken extends Exception {
  private static final long serialVersionUID = 1L;

  public ImageBroken(String message) {
    super(message);
  }

  public ImageBroken(String message, Throwable cause) {
    super(message, cause);
  }
}
