package io.tributary.icons;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.manifest.Finding;
import io.tributary.manifest.Severity;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IconReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connectors/webhook",
        "connectors/transform",
        "connectors/email",
        "connectors/http",
        "connectors/salesforce",
        "connectors/quickbooks",
        "connectors/sap",
        "connectors/cms",
        "deploy/demo/cms-component",
        "acceptance/src/test/component/hostile",
        "fault-harness/src/main/component/harness"
      })
  void ourOwnComponentsHaveIcons(String component) throws IOException {
    var file = Path.of(System.getProperty("tributary.root"), component, "logo.svg");

    var picture = drawn(Files.readAllBytes(file));

    assertThat(picture.getWidth()).isEqualTo(256);
    assertThat(picture.getHeight()).isEqualTo(256);
    assertThat(picture.getRGB(0, 0)).as("outside its rounded corner").isZero();
    assertThat(picture.getRGB(128, 6) >>> 24).isEqualTo(255);
  }

  @Test
  void pictureIsFittedIntoTheMiddle() throws IOException {
    var wide = drawn(APng.plain(1000, 500));
    var small = drawn(APng.plain(16, 16));

    assertThat(wide.getRGB(128, 10)).isZero();
    assertThat(wide.getRGB(3, 128)).isEqualTo(0xff4080c0);
    assertThat(small.getRGB(3, 250)).isEqualTo(0xff4080c0);
  }

  @Test
  void grayStaysAsDarkAsItIs() throws IOException {
    var gray = APng.grayAndAlpha(64).pixels(64, 64, 2, 0x60, 0xff).end();

    assertThat(drawn(gray).getRGB(100, 100)).isEqualTo(0xff606060);
  }

  @Test
  void stylesOfDrawingProgramsAreKept() throws IOException {
    var picture =
        drawn(
            AnSvg.of(
                """
                <style type="text/css"><![CDATA[/* made by */
                  .st0{fill:#FF0000;} rect.st0, #right { opacity: 1; }
                  #right { fill: url(#sky) }
                ]]></style>
                <defs><linearGradient id="sky"><stop stop-color="#00f"/></linearGradient></defs>
                <rect class="st0" fill="#000" width="20" height="64"/>
                <rect id="right" x="44" width="20" height="64"/>
                <rect class="st0" style="fill:#0f0 !important" x="20" width="24" height="64"/>
                """));

    assertThat(picture.getRGB(40, 128)).isEqualTo(0xffff0000);
    assertThat(picture.getRGB(128, 128)).isEqualTo(0xff00ff00);
    assertThat(picture.getRGB(220, 128)).isEqualTo(0xff0000ff);
  }

  @Test
  void clipsAndReuseAreDrawn() throws IOException {
    var picture =
        drawn(
            AnSvg.of(
                """
                <title>Shapes</title>
                <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>
                <g clip-path="url('#half')"><use xlink:href="#all"/></g>
                <defs><rect id="all" width="64" height="64" fill="#f00"/>
                  <clipPath id="half"><rect width="32" height="64"/></clipPath></defs>
                """));

    assertThat(picture.getRGB(60, 128)).isEqualTo(0xffff0000);
    assertThat(picture.getRGB(200, 128)).isZero();
  }

  @Test
  void sameFileGivesTheSameIcon() {
    var first = AFolder.naming("logo.svg").with("logo.svg", AnSvg.of(AnSvg.SQUARE)).read();
    var again = AFolder.naming("logo.svg").with("logo.svg", AnSvg.of(AnSvg.SQUARE)).read();

    assertThat(first).isEqualTo(again).isInstanceOf(IconReading.Made.class);
    assertThat(first.icon().orElseThrow().digest()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void fileThatIsNotThereIsAFindingAtItsName() {
    var finding = onlyFinding(AFolder.naming("img/logo.png"));

    assertThat(finding)
        .extracting(Finding::file, Finding::line, Finding::column, Finding::pointer, Finding::code)
        .containsExactly("component.json", 5, 11, "/icon", "TB4001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"./", ".", "a//b.png", "a/./b.png", "logo.png/", " "})
  void pathThatNamesNoFileIsNotLookedFor(String path) {
    assertThat(onlyFinding(AFolder.naming(path)).code()).isEqualTo("TB4001");
  }

  @Test
  void pathMayBeginInThisFolder() {
    var folder = AFolder.naming("./img/a b.svg").with("img/a b.svg", AnSvg.of(AnSvg.SQUARE));

    assertThat(folder.read().icon()).isPresent();
  }

  @Test
  void originalFormatIsOnlyWarned() {
    var folder = AFolder.ofTheOriginalFormat("logo.png").with("logo.png", AnSvg.bytes("GIF89a"));

    assertThat(onlyFinding(folder).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void usualNameIsTakenWhereNoneIsNamed() {
    assertThat(AFolder.namingNone().read()).isEqualTo(new IconReading.None());
    assertThat(AFolder.namingNone().with("logo.png", APng.plain(64, 64)).read().icon()).isPresent();
    assertThat(onlyFinding(AFolder.namingNone().with("logo.png", APng.plain(2000, 20))).severity())
        .as("nobody said that it is an icon")
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void everyFaultIsToldAtOnceWithElementAndPlace() {
    var text =
        AnSvg.OPENING
            + "\n  <script>fetch('/')</script>\n  <g onload='x()'><text>Hi</text></g>\n</svg>";

    var reading = AFolder.naming("a.svg").with("a.svg", AnSvg.bytes(text)).read();

    assertThat(reading.allFindings())
        .extracting(
            finding ->
                "%s:%d:%d %s"
                    .formatted(finding.file(), finding.line(), finding.column(), finding.pointer()))
        .containsExactly("a.svg:2:3 /svg/script", "a.svg:3:3 /svg/g", "a.svg:3:19 /svg/g/text");
    assertThat(reading.allFindings().getLast().advice()).isEqualTo("Turn the text into paths.");
  }

  @Test
  void everyCodeIsInTheReference() throws IOException {
    var reference =
        Files.readString(Path.of(System.getProperty("tributary.root"), "docs", "findings.md"));

    assertThat(IconCode.values())
        .allSatisfy(code -> assertThat(reference).contains("`" + code.code() + "`"));
  }

  /** What a person may see in a browser is what was written here, and nothing else. */
  @Test
  void iconHoldsPixelsAndNothingElse() throws IOException {
    var png =
        APng.sized(64, 64)
            .with("tEXt", AnSvg.bytes("Comment\0<script>alert(1)</script>"))
            .pixels(64, 64, 4, 1, 2, 3, 255)
            .end();

    var icon = AFolder.naming("a.png").with("a.png", png).read().icon().orElseThrow();

    assertThat(Chunks.of(icon.png()).keySet()).containsExactly("IHDR", "IDAT", "IEND");
    assertThat(Map.of("digest", icon.digest()))
        .isEqualTo(Map.of("digest", Icon.of(icon.png()).digest()));
  }

  private static Finding onlyFinding(AFolder folder) {
    assertThat(folder.read().allFindings()).hasSize(1);
    return folder.read().allFindings().getFirst();
  }

  private static BufferedImage drawn(byte[] file) throws IOException {
    var reading = AFolder.naming("icon").with("icon", file).read();
    assertThat(reading.allFindings()).isEmpty();
    return ImageIO.read(new ByteArrayInputStream(reading.icon().orElseThrow().png()));
  }
}
