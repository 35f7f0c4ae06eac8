package io.tributary.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Event;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Learns of every end over one stream of the engine's events, however many containers run; after a
 * broken stream it looks at all of them, so no end is missed.
 */
final class DockerExits {
  private final DockerClient client;
  private final ContainerLabels names;
  private final Map<String, DockerContainer> known;
  private volatile boolean closed;
  private volatile @Nullable ResultCallback<Event> stream;

  DockerExits(DockerClient client, ContainerLabels names, Map<String, DockerContainer> known) {
    this.client = client;
    this.names = names;
    this.known = known;
  }

  void follow() {
    stream =
        client
            .eventsCmd()
            .withEventFilter("die")
            .withLabelFilter(names.own())
            .exec(
                new ResultCallback.Adapter<>() {
                  @Override
                  public void onNext(Event event) {
                    var container = known.get(event.getId());
                    if (container != null) {
                      Thread.startVirtualThread(() -> look(container));
                    }
                  }

                  @Override
                  public void onError(Throwable failure) {
                    again();
                  }

                  @Override
                  public void onComplete() {
                    super.onComplete();
                    again();
                  }
                });
  }

  /** Forgets it where it ended. */
  void look(DockerContainer container) {
    container.look();
    if (container.exit().isDone()) {
      known.remove(container.id());
    }
  }

  void close() {
    closed = true;
    var open = stream;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private void again() {
    if (closed) {
      return;
    }
    CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Thread::startVirtualThread)
        .execute(this::reconnect);
  }

  private void reconnect() {
    if (closed) {
      return;
    }
    follow();
    try {
      known.values().forEach(this::look);
    } catch (DockerException e) {
      // Still away: the stream fails too, and comes back here.
      return;
    }
  }
}
