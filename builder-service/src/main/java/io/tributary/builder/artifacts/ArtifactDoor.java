package io.tributary.builder.artifacts;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One build's socket to the artifacts: HTTP/1.1, GET and HEAD only. At most 32 connections at a
 * time, 20,000 requests and 2 GiB for the whole build.
 */
public final class ArtifactDoor implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 32;

  private final ServerSocketChannel door;
  private final Path socket;
  private final ArtifactAnswers answers;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private ArtifactDoor(ServerSocketChannel door, Path socket, ArtifactAnswers answers) {
    this.door = door;
    this.socket = socket;
    this.answers = answers;
  }

  /**
   * Listens at once.
   *
   * @param refusals told in one line each what a build asked for and did not get
   */
  public static ArtifactDoor open(Path socket, Artifacts artifacts, Consumer<String> refusals)
      throws IOException {
    var door = DoorSocket.listen(socket);
    var opened = new ArtifactDoor(door, socket, new ArtifactAnswers(artifacts, refusals));
    Thread.ofVirtual().name("artifact-door").start(opened::accept);
    return opened;
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (var connection : open) {
      connection.close();
    }
    Files.deleteIfExists(socket);
  }

  private void accept() {
    try {
      while (door.isOpen()) {
        var connection = door.accept();
        if (open.size() >= MOST_CONNECTIONS) {
          connection.close();
          continue;
        }
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (AsynchronousCloseException closed) {
      // The build is over.
    } catch (IOException failure) {
      answers.tell("the artifact proxy stopped: " + failure.getMessage());
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      answers.serve(connection);
    } catch (IOException gone) {
      // The build hung up; it is its own loss.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(connection);
    }
  }
}
