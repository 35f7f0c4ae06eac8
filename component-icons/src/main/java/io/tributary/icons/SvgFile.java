package io.tributary.icons;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * An SVG of a stranger (SVG 2, a still picture of shapes). It is read into elements and attributes
 * that are known to be harmless, its work is counted, and the painter gets those, never the file.
 */
final class SvgFile {
  /** As far as a root can be told from the start without parsing. */
  private static final Pattern MARKUP =
      Pattern.compile("\\uFEFF?\\s*+<(?!!DOCTYPE\\s++html|html)", Pattern.CASE_INSENSITIVE);

  private SvgFile() {}

  /**
   * Draws it.
   *
   * @throws IconRefused where it is no SVG, or no picture that an icon may be
   * @throws Deadline.Passed where it took too long
   */
  static BufferedImage picture(byte[] bytes, Deadline deadline) throws IconRefused {
    var root = SvgParser.parse(markup(bytes));
    SvgWork.judge(root);
    return SvgPainter.paint(root, deadline);
  }

  /** Only UTF-8: what another reader of other letters would find in it cannot matter then. */
  private static String markup(byte[] bytes) throws IconRefused {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (MARKUP.matcher(text).lookingAt()) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
      }
      throw neither();
    } catch (CharacterCodingException binary) {
      throw neither();
    }
  }

  static IconRefused neither() {
    return new IconRefused(
        IconCode.NEITHER,
        "The icon is neither a PNG nor an SVG in UTF-8, whatever its name says.",
        "Convert it; renaming is not enough.");
  }
}
