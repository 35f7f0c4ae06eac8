package io.tributary.icons;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to run, to load, to lie or to exhaust: refused or redrawn, in time and in little. */
class HostileIconTest {
  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final long MOST_ALLOCATED = 64L << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final String PHP =
      "<?php system($_GET[0]);<script>alert(document.domain)</script>";

  @BeforeAll
  static void readerIsWarm() {
    for (int i = 0; i < 5; i++) {
      read(AnSvg.of(AnSvg.SQUARE));
      read(APng.plain(64, 64));
    }
  }

  static Stream<Map.Entry<String, byte[]>> refused() {
    var files = new TreeMap<String, byte[]>();
    pngs(files);
    otherFiles(files);
    svgsThatRunOrLoad(files);
    svgsThatExhaust(files);
    return files.entrySet().stream();
  }

  private static void pngs(Map<String, byte[]> files) {
    files.put(
        "PNG of 60,000 × 60,000", APng.sized(60_000, 60_000).pixels(1, 1, 4, 1, 2, 3, 4).end());
    files.put(
        "PNG of 2,147,483,647 × 1",
        APng.sized(Integer.MAX_VALUE, 1).pixels(1, 1, 4, 0, 0, 0, 0).end());
    files.put("PNG of -1 × -1", APng.sized(-1, -1).pixels(1, 1, 4, 0, 0, 0, 0).end());
    files.put(
        "PNG of 1 × 1 with 250 MB of text",
        APng.sized(1, 1).with("zTXt", bomb()).pixels(1, 1, 4, 1, 2, 3, 4).end());
    files.put("PNG of 1 × 1", APng.plain(1, 1));
    files.put("PNG that is cut off", APng.sized(64, 64).cut());
    files.put("PNG without pixels", APng.sized(64, 64).end());
    files.put("PNG with too few pixels", APng.sized(1024, 1024).pixels(2, 2, 4, 1, 2, 3, 4).end());
    files.put(
        "PNG with two headers",
        APng.sized(64, 64).with("IHDR", new byte[13]).pixels(64, 64, 4, 1, 2, 3, 4).end());
    files.put(
        "PNG with an unknown part",
        APng.sized(64, 64).with("EVIL", new byte[9]).pixels(64, 64, 4, 1, 2, 3, 4).end());
    var flipped = APng.plain(64, 64);
    flipped[45] ^= 1;
    files.put("PNG with a flipped bit", flipped);
    var long64 = APng.plain(64, 64);
    long64[33] = 0x7f;
    files.put("PNG with a part of 2 GB", long64);
    files.put("PNG that cannot be seen", APng.sized(64, 64).pixels(64, 64, 4, 9, 9, 9, 0).end());
  }

  private static void otherFiles(Map<String, byte[]> files) {
    files.put("nothing", new byte[0]);
    files.put("GIF", AnSvg.bytes("GIF89a\u0001\0\u0001\0"));
    files.put(
        "JPEG",
        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'});
    files.put("HTML", AnSvg.bytes("<!DOCTYPE html><html><script>alert(1)</script></html>"));
    files.put("HTML without its type", AnSvg.bytes("\n<html><script>alert(1)</script></html>"));
    files.put("HTML with an SVG in it", AnSvg.bytes("<div>" + AnSvg.OPENING + "</svg></div>"));
    files.put("SVG in UTF-16", (AnSvg.OPENING + AnSvg.SQUARE + "</svg>").getBytes(UTF_16));
    files.put("20 MB", new byte[20 << 20]);
    files.put("20 MB of SVG", AnSvg.of(" ".repeat(20 << 20)));
  }

  private static void svgsThatRunOrLoad(Map<String, byte[]> files) {
    svg(files, "script", "<script>alert(1)</script>");
    svg(files, "script in another case", "<SCRIPT>alert(1)</SCRIPT>");
    svg(
        files,
        "script of HTML",
        "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>");
    svg(
        files,
        "script with a prefix",
        "<s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script>");
    svg(files, "onload", "<rect width='9' height='9' onload='alert(1)'/>");
    svg(files, "OnClick", "<rect width='9' height='9' OnClick='alert(1)'/>");
    svg(files, "foreignObject", "<foreignObject width='9' height='9'><p>x</p></foreignObject>");
    svg(files, "link of a script", "<a href='javascript:alert(1)'>" + AnSvg.SQUARE + "</a>");
    svg(files, "use of a script", "<use xlink:href='javascript:alert(1)'/>");
    svg(files, "external use", "<use xlink:href='http://127.0.0.1:1/x.svg#a'/>");
    svg(files, "external use of a file", "<use href='file:///etc/passwd#a'/>");
    svg(files, "use of data", "<use href='data:image/svg+xml;base64,PHN2Zy8+#a'/>");
    svg(files, "image", "<image href='http://127.0.0.1:1/x.png' width='9' height='9'/>");
    svg(files, "image of data", "<image href='data:image/png;base64,AAAA' width='9' height='9'/>");
    svg(
        files,
        "external paint",
        "<rect width='9' height='9' fill='url(http://127.0.0.1:1/x.svg#a)'/>");
    svg(
        files,
        "external style",
        "<rect width='9' height='9' style=\"fill:URL( 'http://127.0.0.1:1/x#a' )\"/>");
    svg(
        files,
        "imported style",
        "<style>@import url(http://127.0.0.1:1/x.css);</style>" + AnSvg.SQUARE);
    svg(
        files,
        "font of a style",
        "<style>@font-face{src:url(http://127.0.0.1:1/x)}</style>" + AnSvg.SQUARE);
    svg(
        files,
        "loading style",
        "<style>rect{background:url(//127.0.0.1:1/x)}</style>" + AnSvg.SQUARE);
    svg(
        files,
        "animation",
        "<rect width='9' height='9'><animate attributeName='href' to='x'/></rect>");
    svg(
        files,
        "set",
        "<rect width='9' height='9'><set attributeName='onload' to='alert(1)'/></rect>");
    svg(files, "filter", "<filter id='f'><feImage href='http://127.0.0.1:1/x'/></filter>");
    svg(files, "text", "<text>x</text>");
    svg(files, "SVG in an SVG", "<svg><script>alert(1)</script></svg>");
    files.put(
        "style sheet from elsewhere",
        AnSvg.bytes(
            "<?xml-stylesheet href='http://127.0.0.1:1/x.css'?>"
                + AnSvg.OPENING
                + AnSvg.SQUARE
                + "</svg>"));
    files.put(
        "document type from elsewhere",
        AnSvg.bytes(
            "<!DOCTYPE svg SYSTEM 'http://127.0.0.1:1/x.dtd'>"
                + AnSvg.OPENING
                + AnSvg.SQUARE
                + "</svg>"));
    files.put(
        "entity of a file",
        AnSvg.bytes(
            "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                + AnSvg.OPENING
                + "<desc>&x;</desc></svg>"));
    files.put(
        "parameter entity",
        AnSvg.bytes(
            "<!DOCTYPE svg [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/x'> %x;]>"
                + AnSvg.OPENING
                + "</svg>"));
    files.put(
        "SVG without its namespace",
        AnSvg.bytes("<svg viewBox='0 0 9 9'><rect width='9' height='9'/></svg>"));
  }

  private static void svgsThatExhaust(Map<String, byte[]> files) {
    files.put(
        "billion laughs",
        AnSvg.bytes(
            "<!DOCTYPE svg [<!ENTITY l0 'lol'>"
                + AnSvg.repeated(
                    30, i -> "<!ENTITY l" + (i + 1) + " '" + ("&l" + i + ";").repeat(10) + "'>")
                + "]>"
                + AnSvg.OPENING
                + "<desc>&l30;</desc></svg>"));
    svg(files, "path of 10 MB", "<path d='M0 0" + "l1 1".repeat(2_600_000) + "'/>");
    svg(files, "path of 250 KB", "<path d='M0 0" + "l1 1".repeat(62_000) + "'/>");
    svg(files, "path of 60 KB", "<path d='M0 0" + "l1 1".repeat(15_000) + "'/>");
    svg(files, "10,000 groups in each other", "<g>".repeat(10_000) + "</g>".repeat(10_000));
    svg(
        files,
        "10,000 foreign elements in each other",
        "<x xmlns='y'>".repeat(10_000) + "</x>".repeat(10_000));
    svg(files, "20,000 elements", "<g/>".repeat(20_000));
    svg(files, "10,000 attributes", "<g " + AnSvg.repeated(10_000, i -> "a" + i + "='' ") + "/>");
    svg(
        files,
        "use of a use, ten times forty",
        AnSvg.SQUARE.replace("<rect", "<rect id='u0'")
            + AnSvg.repeated(
                40,
                i ->
                    "<g id='u"
                        + (i + 1)
                        + "'>"
                        + ("<use href='#u" + i + "'/>").repeat(10)
                        + "</g>"));
    svg(files, "use of itself", "<g id='a'><use href='#a'/></g>");
    svg(
        files,
        "clip of itself",
        "<clipPath id='a'><rect width='9' height='9' clip-path='url(#a)'/></clipPath><g"
            + " clip-path='url(#a)'>"
            + AnSvg.SQUARE
            + "</g>");
    svg(
        files,
        "gradient of itself",
        "<linearGradient id='a' href='#b'/><linearGradient id='b' href='#a'/><rect width='9'"
            + " height='9' fill='url(#a)'/>");
    svg(
        files,
        "1,900 uses in a row",
        AnSvg.SQUARE.replace("<rect", "<rect id='u0'")
            + AnSvg.repeated(1_900, i -> "<use id='u" + (i + 1) + "' href='#u" + i + "'/>"));
    svg(
        files,
        "1,900 gradients in a row",
        AnSvg.repeated(1_900, i -> "<linearGradient id='u" + i + "' href='#u" + (i + 1) + "'/>")
            + "<rect width='9' height='9' fill='url(#u0)'/>");
    svg(files, "mask", "<mask id='m'>" + AnSvg.SQUARE + "</mask>");
    svg(
        files,
        "pattern",
        "<pattern id='p' width='1e-9' height='1e-9'>" + AnSvg.SQUARE + "</pattern>");
    svg(files, "dashes", "<path d='M0 0H1e6' stroke='red' stroke-dasharray='1e-9'/>");
    svg(
        files,
        "dashes in a style",
        "<style>path{stroke-dasharray:1e-9}</style><path d='M0 0H1e6' stroke='red'/>");
    svg(
        files,
        "clip of 500 curves",
        "<clipPath id='c'><path d='"
            + AnSvg.scribble(500, 64)
            + "'/></clipPath><g clip-path='url(#c)'>"
            + AnSvg.SQUARE
            + "</g>");
    svg(files, "number of 60,000 digits", "<path d='M0 0H" + "9".repeat(60_000) + "'/>");
    svg(files, "number beyond all", "<rect width='1e999999999' height='9'/>");
    svg(files, "60,000 beginnings of a comment", "<style>" + "/*".repeat(60_000) + "</style>");
    svg(
        files,
        "selector of 30,000 classes",
        "<style>" + ".a".repeat(15_000) + "{fill:red}</style>" + AnSvg.SQUARE);
    svg(
        files,
        "30,000 transforms",
        "<g transform='" + "scale(1)".repeat(8_000) + "'>" + AnSvg.SQUARE + "</g>");
    svg(
        files,
        "stroke of 1,600 curves",
        "<g stroke='#000'><path d='" + AnSvg.scribble(1_600, 64) + "'/></g>");
    svg(
        files,
        "300 gradients of one group",
        "<linearGradient id='g'/><g fill='url(#g)'>" + AnSvg.SQUARE.repeat(300) + "</g>");
    files.put("picture of nothing", AnSvg.of(""));
    files.put(
        "viewBox of nothing",
        AnSvg.bytes(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 0'>"
                + AnSvg.SQUARE
                + "</svg>"));
    files.put(
        "viewBox of a line",
        AnSvg.bytes(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e6 1e-6'>"
                + AnSvg.SQUARE
                + "</svg>"));
    files.put("SVG that is cut off", AnSvg.bytes(AnSvg.OPENING + "<rect"));
  }

  private static void svg(Map<String, byte[]> files, String name, String content) {
    files.put(name, AnSvg.of(content));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedInTime(Map.Entry<String, byte[]> attack) {
    var reading = inTime(attack.getKey(), attack.getValue());

    assertThat(reading).isInstanceOf(IconReading.Refused.class);
    assertThat(reading.allFindings())
        .hasSizeLessThanOrEqualTo(20)
        .allSatisfy(
            finding -> {
              assertThat(finding.code()).startsWith("TB40");
              assertThat(finding.message()).hasSizeLessThan(300).endsWith(".");
              assertThat(finding.advice()).endsWith(".");
            });
  }

  static Stream<Map.Entry<String, byte[]>> redrawn() throws IOException {
    var files = new TreeMap<String, byte[]>();
    files.put("PNG with HTML behind it", joined(APng.plain(64, 64), AnSvg.bytes(PHP)));
    files.put("PNG with a ZIP behind it", joined(APng.plain(64, 64), zip()));
    files.put(
        "PNG with HTML in a text",
        APng.sized(64, 64)
            .with("tEXt", AnSvg.bytes("c\0" + PHP))
            .pixels(64, 64, 4, 1, 2, 3, 255)
            .end());
    files.put(
        "PNG with HTML among its pixels",
        joined(
            APng.sized(64, 64)
                .with("iTXt", AnSvg.bytes(PHP))
                .pixels(64, 64, 4, 1, 2, 3, 255)
                .with("eXIf", AnSvg.bytes(PHP))
                .end()));
    files.put(
        "PNG with 250 MB of text",
        APng.sized(64, 64).with("zTXt", bomb()).pixels(64, 64, 4, 1, 2, 3, 255).end());
    files.put(
        "PNG with a profile of 250 MB",
        APng.sized(64, 64).with("iCCP", bomb()).pixels(64, 64, 4, 1, 2, 3, 255).end());
    files.put(
        "PNG with pixels behind its last",
        APng.sized(64, 64).with("IDAT", APng.deflated(filled(128 << 20))).end());
    files.put("PNG of 1,024 × 1,024", APng.plain(1024, 1024));
    svg(
        files,
        "HTML in what is for people",
        "<desc><p xmlns='http://www.w3.org/1999/xhtml'>"
            + PHP.substring(5).replace("$_GET[0]", "").replace("&", "")
            + "</p></desc>"
            + AnSvg.SQUARE);
    svg(
        files,
        "60,000 beginnings of a url",
        "<rect width='9' height='9' fill='" + "url(".repeat(60_000) + "'/>");
    svg(files, "HTML in a comment", "<!-- " + PHP + " -->" + AnSvg.SQUARE);
    svg(
        files,
        "a stroke as long as may be",
        "<path fill='none' stroke='#000' stroke-width='30' stroke-linejoin='round' d='"
            + AnSvg.scribble(400, 64)
            + "'/>");
    svg(files, "a path as long as may be", "<path d='" + AnSvg.scribble(1_600, 64) + "'/>");
    svg(
        files,
        "shapes in a space of millions",
        "<g transform='scale(1e6)'><path stroke='#000' stroke-width='1e6' d='"
            + AnSvg.scribble(400, 64)
            + "'/></g>"
            + AnSvg.SQUARE);
    svg(
        files,
        "as many gradients over all as may be",
        "<defs><radialGradient id='g' fx='.1'><stop stop-color='#f00'/><stop offset='1'"
            + " stop-color='#00f'/></radialGradient></defs>"
            + "<rect width='64' height='64' fill='url(#g)'/>".repeat(50));
    svg(
        files,
        "clip of 40 curves",
        "<clipPath id='c'><path d='"
            + AnSvg.scribble(40, 64)
            + "'/></clipPath><g clip-path='url(#c)'>"
            + AnSvg.SQUARE
            + "</g>");
    svg(
        files,
        "numbers that end nowhere",
        "<g transform='scale(1e6)'>".repeat(20)
            + "<path stroke='#000' d='M0 0L64 64C1 2 3 4 5 6'/>"
            + "</g>".repeat(20)
            + AnSvg.SQUARE);
    return files.entrySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("redrawn")
  void isRedrawnAndNothingOfTheFileIsLeft(Map.Entry<String, byte[]> attack) {
    var icon = inTime(attack.getKey(), attack.getValue()).icon().orElseThrow();

    assertThat(Chunks.of(icon.png()).keySet()).containsExactly("IHDR", "IDAT", "IEND");
    assertThat(new String(icon.png(), ISO_8859_1))
        .doesNotContain("<?php", "script", "PK\u0003\u0004", "alert");
  }

  @Test
  void nothingIsOpenedWhateverIsReferredTo() throws IOException {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      refused()
          .map(attack -> new String(attack.getValue(), ISO_8859_1))
          .filter(text -> text.contains("127.0.0.1:1/"))
          .map(text -> text.replace("127.0.0.1:1/", "127.0.0.1:" + server.getLocalPort() + "/"))
          .forEach(text -> read(text.getBytes(ISO_8859_1)));

      server.setSoTimeout(50);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void drawingIsStoppedBetweenTwoStrokes() {
    var shapes = AnSvg.of(AnSvg.SQUARE.repeat(300));

    assertThatThrownBy(() -> SvgFile.picture(shapes, Deadline.in(Duration.ZERO)))
        .isInstanceOf(Deadline.Passed.class);
  }

  /** The best of three: a busy machine may lose one of them, an expensive file loses all. */
  private static IconReading inTime(String name, byte[] bytes) {
    var best = Duration.ofDays(1);
    long allocated = Long.MAX_VALUE;
    IconReading result = read(bytes);
    for (int i = 0; i < 3 && (i == 0 || best.compareTo(LIMIT) > 0); i++) {
      long before = THREADS.getTotalThreadAllocatedBytes();
      long start = System.nanoTime();
      result = read(bytes);
      best = Duration.ofNanos(Math.min(best.toNanos(), System.nanoTime() - start));
      allocated = Math.min(allocated, THREADS.getTotalThreadAllocatedBytes() - before);
    }
    System.out.printf(
        "icon: %-40s %4d ms %5d KB  %s%n",
        name,
        best.toMillis(),
        allocated / 1024,
        result.icon().map(icon -> icon.png().length + " bytes").orElseGet(() -> "refused"));
    assertThat(best).isLessThanOrEqualTo(LIMIT);
    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    return result;
  }

  private static IconReading read(byte[] bytes) {
    return AFolder.naming("icon").with("icon", bytes).read();
  }

  /** A quarter of a megabyte that becomes 250. */
  private static byte[] bomb() {
    return joined(AnSvg.bytes("name\0\0"), APng.deflated(new byte[200 << 20]));
  }

  /** Rows that are each like their left neighbor, and one more. */
  private static byte[] filled(int length) {
    byte[] ones = new byte[length];
    java.util.Arrays.fill(ones, (byte) 1);
    return ones;
  }

  private static byte[] zip() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("index.html"));
      zip.write(AnSvg.bytes(PHP));
    }
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    for (var part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
