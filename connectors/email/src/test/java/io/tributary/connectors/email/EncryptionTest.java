package io.tributary.connectors.email;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GreenMail has no STARTTLS: a door in front of it has, and passes on what comes decrypted. */
class EncryptionTest {
  private static final char[] PASSWORD = "enchantress".toCharArray();

  private static SSLContext trusting;
  private static SSLContext usual;

  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
          });

  @BeforeAll
  static void trustOneCertificate(@TempDir Path folder) throws Exception {
    var file = folder.resolve("key.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    var keys = KeyStore.getInstance("PKCS12");
    try (var bytes = Files.newInputStream(file)) {
      keys.load(bytes, PASSWORD);
    }
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    usual = SSLContext.getDefault();
    SSLContext.setDefault(trusting);
  }

  @AfterAll
  static void trustAsBefore() {
    SSLContext.setDefault(usual);
  }

  @BeforeEach
  void startServer() {
    server.setUser("leads@example.org", "leads", "enchantress");
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop();
  }

  @Test
  void wholeConversationIsEncrypted() throws Exception {
    try (var smtp = new Door("", server.getSmtp().getPort());
        var imap = new Door("", server.getImap().getPort())) {
      assertBothWork(connection("localhost", "tls", smtp, imap));
    }
  }

  @Test
  void conversationIsEncryptedFromStarttlsOn() throws Exception {
    try (var smtp = new Door("smtp", server.getSmtp().getPort());
        var imap = new Door("imap", server.getImap().getPort())) {
      assertBothWork(connection("localhost", "starttls", smtp, imap));
    }
  }

  @Test
  void certificateOfAnotherNameIsRefused() throws Exception {
    try (var smtp = new Door("", server.getSmtp().getPort());
        var imap = new Door("", server.getImap().getPort())) {
      var connection = connection("127.0.0.1", "tls", smtp, imap);

      assertThat(send(connection)).isInstanceOf(Outcome.RetriedLater.class);
      assertThat(poll(connection)).isInstanceOf(Outcome.RetriedLater.class);
      assertThat(server.getReceivedMessages()).isEmpty();
    }
  }

  @Test
  void serverWithoutStarttlsGetsNoPassword() {
    var connection = new HashMap<String, Object>(connection("127.0.0.1", "starttls", 0, 0));
    connection.put("port", server.getSmtp().getPort());
    connection.put("imapPort", server.getImap().getPort());

    assertThat(send(connection)).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(poll(connection)).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  private void assertBothWork(Map<String, Object> connection) {
    assertThat(send(connection)).isEqualTo(new Outcome.Done());
    assertThat(server.getReceivedMessages()).hasSize(1);
    assertThat(poll(connection)).isEqualTo(new Outcome.Done());
  }

  private static Outcome send(Map<String, Object> connection) {
    return Run.action(new Send())
        .withConnection(connection)
        .on("{\"to\": \"leads@example.org\", \"subject\": \"s\", \"text\": \"t\"}")
        .outcome();
  }

  private static Outcome poll(Map<String, Object> connection) {
    return Run.polling(new NewMessage())
        .withConnection(connection)
        .withFields(Map.of("first", "all"))
        .poll()
        .outcome();
  }

  private static Map<String, Object> connection(
      String host, String security, Door smtp, Door imap) {
    return connection(host, security, smtp.port(), imap.port());
  }

  private static Map<String, Object> connection(
      String host, String security, int smtpPort, int imapPort) {
    return Map.of(
        "host", host,
        "port", smtpPort,
        "security", security,
        "imapHost", host,
        "imapPort", imapPort,
        "imapSecurity", security,
        "username", "leads",
        "password", "enchantress",
        "from", "Leads <leads@example.org>");
  }

  /** Takes TLS, at once or from STARTTLS on, and passes on what comes. */
  private static final class Door implements AutoCloseable {
    private final String protocol;
    private final int behind;
    private final ServerSocket listener;

    Door(String protocol, int behind) throws IOException {
      this.protocol = protocol;
      this.behind = behind;
      this.listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
      Thread.ofVirtual().start(this::serve);
    }

    int port() {
      return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }

    private void serve() {
      try {
        while (true) {
          var socket = listener.accept();
          Thread.ofVirtual().start(() -> pass(socket));
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    private void pass(Socket plain) {
      try (plain;
          var server = new Socket("127.0.0.1", behind)) {
        if (!protocol.isEmpty()) {
          begin(plain);
          // Its greeting was given in plain already.
          line(server.getInputStream());
        }
        var secure = trusting.getSocketFactory().createSocket(plain, null, false);
        ((javax.net.ssl.SSLSocket) secure).setUseClientMode(false);
        var back =
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        server.getInputStream().transferTo(secure.getOutputStream());
                      } catch (IOException closed) {
                        // One side has ended.
                      }
                    });
        secure.getInputStream().transferTo(server.getOutputStream());
        server.shutdownOutput();
        back.join();
      } catch (IOException | InterruptedException closed) {
        // One side has ended.
      }
    }

    private void begin(Socket plain) throws IOException {
      var out = plain.getOutputStream();
      boolean smtp = protocol.equals("smtp");
      out.write((smtp ? "220 ready\r\n" : "* OK ready\r\n").getBytes(US_ASCII));
      while (true) {
        var line = line(plain.getInputStream());
        var tag = line.split(" ", 2)[0];
        if (line.toUpperCase(java.util.Locale.ROOT).contains("STARTTLS")) {
          out.write((smtp ? "220 begin\r\n" : tag + " OK begin\r\n").getBytes(US_ASCII));
          return;
        }
        out.write(
            (smtp
                    ? "250-door\r\n250 STARTTLS\r\n"
                    : "* CAPABILITY IMAP4rev1 STARTTLS\r\n" + tag + " OK done\r\n")
                .getBytes(US_ASCII));
      }
    }

    private static String line(InputStream in) throws IOException {
      var line = new StringBuilder();
      for (int one = in.read(); one != '\n'; one = in.read()) {
        if (one < 0) {
          throw new IOException("ended");
        }
        line.append((char) one);
      }
      return line.toString().strip();
    }
  }
}
