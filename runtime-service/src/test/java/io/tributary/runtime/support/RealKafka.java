package io.tributary.runtime.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The real broker in a child JVM on loopback, one for all tests of this JVM. */
public final class RealKafka {
  private static final RealKafka ONE = start();

  private final String bootstrap;

  private RealKafka(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  public static String bootstrap() {
    return ONE.bootstrap;
  }

  /** A topic that another service makes, where it is not there yet. */
  public static void createTopic(String name) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw failed;
      }
    }
  }

  private static RealKafka start() {
    try {
      var folder = Files.createTempDirectory("kafka-it");
      int port = freePort();
      int controller = freePort();
      var properties = folder.resolve("server.properties");
      Files.writeString(
          properties,
          """
          process.roles=broker,controller
          node.id=1
          controller.quorum.voters=1@127.0.0.1:%1$d
          listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
          advertised.listeners=PLAINTEXT://127.0.0.1:%2$d
          controller.listener.names=CONTROLLER
          log.dirs=%3$s
          auto.create.topics.enable=false
          offsets.topic.num.partitions=2
          offsets.topic.replication.factor=1
          transaction.state.log.replication.factor=1
          transaction.state.log.min.isr=1
          transaction.state.log.num.partitions=2
          group.initial.rebalance.delay.ms=0
          """
              .formatted(controller, port, folder.resolve("data")));
      var format =
          java(
              folder,
              "kafka.tools.StorageTool",
              "format",
              "-t",
              "AAAAAAAAQACAAAAAAAAAAA",
              "-c",
              properties.toString());
      if (format.waitFor() != 0) {
        throw new IOException(Files.readString(folder.resolve("log")));
      }
      var broker = java(folder, "kafka.Kafka", properties.toString());
      Runtime.getRuntime().addShutdownHook(new Thread(broker::destroyForcibly));
      awaitReady(broker, "127.0.0.1:" + port);
      return new RealKafka("127.0.0.1:" + port);
    } catch (IOException e) {
      throw new IllegalStateException("The broker did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process java(Path folder, String main, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private static void awaitReady(Process broker, String bootstrap) throws InterruptedException {
    for (int round = 0; round < 120 && broker.isAlive(); round++) {
      try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
        admin.describeCluster().nodes().get(5, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | TimeoutException notYet) {
        if (broker.waitFor(200, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    throw new IllegalStateException("The broker did not start");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
