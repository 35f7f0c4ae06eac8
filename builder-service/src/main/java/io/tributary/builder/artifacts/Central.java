package io.tributary.builder.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Maven's central repository, at the address that Maven's own super POM names. */
public final class Central {
  private static final String SUPER_POM = "/tributary/central/org/apache/maven/model/pom-4.0.0.xml";

  private Central() {}

  /**
   * Reads the address.
   *
   * @throws IOException where the builder was packed without it
   */
  public static URI address() throws IOException {
    try (InputStream in = Central.class.getResourceAsStream(SUPER_POM)) {
      if (in == null) {
        throw new IOException(
            "The builder was packed without Maven's super POM. Set TRIBUTARY_MAVEN_UPSTREAM.");
      }
      var factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      return firstUrl(factory.createXMLStreamReader(in));
    } catch (XMLStreamException broken) {
      throw new IOException("Maven's super POM cannot be read.", broken);
    }
  }

  private static URI firstUrl(XMLStreamReader xml) throws XMLStreamException, IOException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("url")) {
        return URI.create(xml.getElementText().strip());
      }
    }
    throw new IOException("Maven's super POM names no repository.");
  }
}
