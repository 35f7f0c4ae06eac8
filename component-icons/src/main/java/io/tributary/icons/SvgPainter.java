package io.tributary.icons;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.renderer.output.Output;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Has JSVG draw what was judged. It is given a text that we write, of judged elements alone, so
 * that no file of a stranger meets a second parser.
 */
final class SvgPainter {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final int MOST_USES_IN_EACH_OTHER = 10;
  private static final double WIDEST = 20;

  /**
   * It would tell the platform's log what a stranger wrote; who pushed hears it. Held: else
   * forgotten.
   */
  private static final Logger LOG_OF_JSVG = Logger.getLogger("com.github.weisj.jsvg");

  static {
    LOG_OF_JSVG.setLevel(Level.OFF);
  }

  private SvgPainter() {}

  static BufferedImage paint(SvgElement root, Deadline deadline) throws IconRefused {
    String viewBox = viewBox(root);
    try {
      return drawn(loaded(written(root, viewBox)), deadline);
    } catch (Deadline.Passed late) {
      throw late;
    } catch (RuntimeException | StackOverflowError unexpected) {
      throw cannotBeDrawn();
    }
  }

  private static String viewBox(SvgElement root) throws IconRefused {
    var numbers =
        root.attributes().containsKey("viewBox")
            ? numbers(root.attribute("viewBox"))
            : numbers("0 0 " + side(root, "width") + " " + side(root, "height"));
    if (numbers.length == 4 && numbers[2] > 0 && numbers[3] > 0) {
      double ratio = numbers[2] / numbers[3];
      if (ratio <= WIDEST && ratio >= 1 / WIDEST) {
        return "%s %s %s %s".formatted(numbers[0], numbers[1], numbers[2], numbers[3]);
      }
    }
    throw new IconRefused(
        List.of(
            root.fault(
                IconCode.BROKEN_SVG,
                "The SVG does not say what part of the plane it shows.",
                "Write a viewBox of four numbers, for example viewBox=\"0 0 64 64\".")));
  }

  private static String side(SvgElement root, String name) {
    var side = root.attribute(name);
    return side.endsWith("px") ? side.substring(0, side.length() - 2) : side;
  }

  private static double[] numbers(String text) {
    try {
      return Stream.of(text.strip().split("\\s*,\\s*|\\s+", -1))
          .flatMapToDouble(number -> DoubleStream.of(Double.parseDouble(number)))
          .toArray();
    } catch (NumberFormatException none) {
      return new double[0];
    }
  }

  private static String written(SvgElement root, String viewBox) {
    var text = new StringWriter();
    try {
      var out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      root.attributes().keySet().removeAll(List.of("width", "height", "x", "y", "transform"));
      root.attributes().put("viewBox", viewBox);
      root.attributes().put("width", Integer.toString(Icon.SIDE));
      root.attributes().put("height", Integer.toString(Icon.SIDE));
      root.attributes().put("preserveAspectRatio", "xMidYMid meet");
      write(root, out);
      out.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
    return text.toString();
  }

  private static void write(SvgElement element, XMLStreamWriter out) throws XMLStreamException {
    out.writeStartElement(element.name());
    if (element.name().equals("svg")) {
      out.writeDefaultNamespace(SVG);
    }
    for (var attribute : element.attributes().entrySet()) {
      if (!attribute.getKey().equals("class")) {
        out.writeAttribute(attribute.getKey(), attribute.getValue());
      }
    }
    for (var child : element.children()) {
      write(child, out);
    }
    out.writeEndElement();
  }

  private static SVGDocument loaded(String text) throws IconRefused {
    var context =
        LoaderContext.builder()
            .externalResourcePolicy(ResourcePolicy.DENY_ALL)
            .documentLimits(
                new DocumentLimits(
                    DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
                    MOST_USES_IN_EACH_OTHER,
                    DocumentLimits.DEFAULT_MAX_PATH_COUNT))
            .build();
    var document =
        new SVGLoader()
            .load(
                () -> SvgParser.factory().createXMLEventReader(new StringReader(text)),
                null,
                context);
    if (document == null) {
      throw cannotBeDrawn();
    }
    return document;
  }

  private static BufferedImage drawn(SVGDocument document, Deadline deadline) {
    var image = new BufferedImage(Icon.SIDE, Icon.SIDE, BufferedImage.TYPE_INT_ARGB);
    var graphics = image.createGraphics();
    try {
      var output = until(deadline, Output.createForGraphics(graphics));
      document.renderWithPlatform(
          NullPlatformSupport.INSTANCE, output, new ViewBox(0, 0, Icon.SIDE, Icon.SIDE));
      output.dispose();
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** The same output, which asks the deadline before each thing that it does. */
  private static Output until(Deadline deadline, Output output) {
    return (Output)
        Proxy.newProxyInstance(
            Output.class.getClassLoader(),
            new Class<?>[] {Output.class},
            (_, method, arguments) -> {
              deadline.check();
              var answer = called(method, output, arguments);
              return answer instanceof Output child ? until(deadline, child) : answer;
            });
  }

  private static @Nullable Object called(
      java.lang.reflect.Method method, Output output, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(output, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }

  private static IconRefused cannotBeDrawn() {
    return new IconRefused(
        IconCode.BROKEN_SVG,
        "The SVG cannot be drawn.",
        "Save it anew as a plain SVG, or use a PNG as the icon.");
  }
}
