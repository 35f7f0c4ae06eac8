package io.tributary.icons;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The one shape in which icons are kept: a transparent square, the picture in its middle. */
final class Square {
  private Square() {}

  /**
   * Brings a picture to size and writes it; nothing but its pixels is carried over.
   *
   * @throws IconRefused where nothing of it can be seen
   */
  static Icon icon(BufferedImage picture) throws IconRefused {
    var square = fitted(picture);
    if (isClear(square)) {
      throw new IconRefused(
          IconCode.NOTHING_SEEN,
          "Nothing of the icon can be seen.",
          "Draw something inside its viewBox; what is white on white is seen, what is transparent"
              + " is not.");
    }
    return Icon.of(png(square));
  }

  private static BufferedImage fitted(BufferedImage picture) {
    double factor = (double) Icon.SIDE / Math.max(picture.getWidth(), picture.getHeight());
    int width = (int) Math.max(1, Math.round(picture.getWidth() * factor));
    int height = (int) Math.max(1, Math.round(picture.getHeight() * factor));
    var near = picture;
    // Halves first: one step over more than two pixels would leave some out.
    while (near.getWidth() >= 2 * width && near.getHeight() >= 2 * height) {
      near = drawn(near, near.getWidth() / 2, near.getHeight() / 2, canvas(near));
    }
    var square = new BufferedImage(Icon.SIDE, Icon.SIDE, BufferedImage.TYPE_INT_ARGB_PRE);
    return plain(drawn(near, width, height, square));
  }

  private static BufferedImage canvas(BufferedImage larger) {
    return new BufferedImage(
        larger.getWidth() / 2, larger.getHeight() / 2, BufferedImage.TYPE_INT_ARGB_PRE);
  }

  private static BufferedImage drawn(
      BufferedImage picture, int width, int height, BufferedImage target) {
    Graphics2D graphics = target.createGraphics();
    graphics.setComposite(AlphaComposite.Src);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    int left = (target.getWidth() - width) / 2;
    int top = (target.getHeight() - height) / 2;
    graphics.drawImage(picture, left, top, width, height, null);
    graphics.dispose();
    return target;
  }

  private static BufferedImage plain(BufferedImage premultiplied) {
    var plain = new BufferedImage(Icon.SIDE, Icon.SIDE, BufferedImage.TYPE_INT_ARGB);
    return drawn(premultiplied, Icon.SIDE, Icon.SIDE, plain);
  }

  private static boolean isClear(BufferedImage square) {
    for (int argb : square.getRGB(0, 0, Icon.SIDE, Icon.SIDE, null, 0, Icon.SIDE)) {
      if (argb >>> 24 != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] png(BufferedImage square) {
    var bytes = new ByteArrayOutputStream();
    // In memory: ImageIO's own streams would go by a file.
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(square, "png", out)) {
        throw new IllegalStateException("this Java writes no PNG");
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
