package io.tributary.containers.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.logs.CappedLog;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies the engine's log of a container to a file as it is written. After a restart of ours the
 * file begins anew with everything that the engine still has.
 */
final class FollowedLog implements Closeable {
  private static final int COMPARED = 1024;

  private final Path path;
  private final CappedLog file;
  private final AtomicLong frames = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ResultCallback.Adapter<Frame> following;

  FollowedLog(DockerClient client, String id, Path path) throws IOException {
    this.path = path;
    this.file = new CappedLog(path, ContainerSpec.LOG_BYTES);
    this.following =
        client
            .logContainerCmd(id)
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(true)
            .exec(
                new ResultCallback.Adapter<>() {
                  @Override
                  public void onNext(Frame frame) {
                    keep(frame.getPayload());
                    frames.incrementAndGet();
                  }

                  @Override
                  public void onError(Throwable failure) {
                    // The engine went away, or we closed: what was written stays.
                    ended.countDown();
                  }

                  @Override
                  public void onComplete() {
                    super.onComplete();
                    ended.countDown();
                  }
                });
  }

  /** Waits for the last words of a container that ended, as long as more of them come. */
  void drain() {
    try {
      long before = -1;
      while (!ended.await(3, TimeUnit.SECONDS) && before != frames.get()) {
        before = frames.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Adds the newest output where the copy does not end with it: an engine that turns its own files
   * over faster than they are followed lets the followers miss some.
   */
  void complete(String newest) {
    String end = newest.substring(Math.max(0, newest.length() - COMPARED));
    try {
      if (!CappedLog.tail(path, 2 * COMPARED).endsWith(end)) {
        file.write(("\n[some output was lost here]\n" + newest).getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    following.close();
    file.close();
  }

  private void keep(byte[] bytes) {
    try {
      file.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
