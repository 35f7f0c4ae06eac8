package io.tributary.icons;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A PNG of a stranger (W3C PNG, third edition). Its chunks are looked through first, and the
 * decoder is given those that make pixels: profiles, texts and what stands behind the end are never
 * opened.
 */
final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER_BYTES = 13;
  private static final int SMALLEST = 16;
  private static final int LARGEST = 1024;
  private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private PngFile() {}

  static boolean isOne(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /**
   * Decodes it.
   *
   * @throws IconRefused where it is broken, or its sides are not ours
   */
  static BufferedImage picture(byte[] bytes) throws IconRefused {
    try {
      return decoded(pixelsOnly(bytes));
    } catch (IOException | RuntimeException broken) {
      // The decoder answers some broken data with unchecked exceptions.
      throw broken("The PNG cannot be decoded.");
    }
  }

  private static byte[] pixelsOnly(byte[] bytes) throws IconRefused {
    var kept = new ByteArrayOutputStream(bytes.length);
    kept.writeBytes(SIGNATURE);
    var in = ByteBuffer.wrap(bytes).position(SIGNATURE.length);
    try {
      for (boolean first = true; ; first = false) {
        int start = in.position();
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
          throw broken("The PNG is cut off.");
        }
        String type = type(in);
        byte[] content = new byte[length];
        in.get(content);
        if (in.getInt() != checksum(bytes, start + 4, length + 4)) {
          throw broken("A part of the PNG does not fit its checksum.");
        }
        if (first != type.equals("IHDR") || (first && length != HEADER_BYTES)) {
          throw broken("The PNG has no header where one belongs.");
        }
        if (first) {
          judgeSize(ByteBuffer.wrap(content));
        }
        if (PIXELS.contains(type)) {
          kept.write(bytes, start, length + 12);
        } else if (Character.isUpperCase(type.charAt(0))) {
          throw broken("The PNG has a part that no reader may pass over and none knows.");
        }
        if (type.equals("IEND")) {
          return kept.toByteArray();
        }
      }
    } catch (BufferUnderflowException end) {
      throw broken("The PNG is cut off.");
    }
  }

  private static String type(ByteBuffer in) {
    byte[] letters = new byte[4];
    in.get(letters);
    return new String(letters, StandardCharsets.ISO_8859_1);
  }

  private static int checksum(byte[] bytes, int from, int length) {
    var crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  private static void judgeSize(ByteBuffer header) throws IconRefused {
    long width = Integer.toUnsignedLong(header.getInt());
    long height = Integer.toUnsignedLong(header.getInt());
    if (Math.min(width, height) < SMALLEST || Math.max(width, height) > LARGEST) {
      throw new IconRefused(
          IconCode.PNG_SIZE,
          "The PNG is %d × %d pixels.".formatted(width, height),
          "Use %d to %d pixels for each side; 256 × 256 is shown as it is."
              .formatted(SMALLEST, LARGEST));
    }
  }

  private static BufferedImage decoded(byte[] png) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in, true, true);
      var image = reader.read(0);
      return isGray(image.getColorModel()) ? grayAsWritten(image) : image;
    } finally {
      reader.dispose();
    }
  }

  private static boolean isGray(ColorModel colors) {
    return colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /** Java takes gray for linear light and would brighten it; a PNG's is as dark as its colors. */
  private static BufferedImage grayAsWritten(BufferedImage image) {
    var raster = image.getRaster();
    int down = raster.getSampleModel().getSampleSize(0) == 16 ? 8 : 0;
    boolean alpha = raster.getNumBands() == 2;
    var colored =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int gray = raster.getSample(x, y, 0) >> down;
        int opaque = alpha ? raster.getSample(x, y, 1) >> down : 0xff;
        colored.setRGB(x, y, opaque << 24 | gray << 16 | gray << 8 | gray);
      }
    }
    return colored;
  }

  private static IconRefused broken(String message) {
    return new IconRefused(
        IconCode.BROKEN_PNG, message, "Write it anew with a picture editor, without extras.");
  }
}
