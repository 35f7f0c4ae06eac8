package io.tributary.faults.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A child process and its name in the fault list. Signals go to its own id, never to a name.
 *
 * @param name as people read it, for example {@code broker-2}
 */
public record Program(String name, Process process) {
  /** SIGKILL; returns when the process is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGSTOP: it stays, its sockets stay, it does nothing. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT: it goes on where it stood. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** SIGTERM, and SIGKILL when it takes longer than the limit; gives whether it ended by itself. */
  public boolean end(Duration limit) throws InterruptedException {
    process.destroy();
    boolean willingly = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    kill();
    return willingly;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  private void signal(String signal) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("SIG%s did not reach %s (%d)".formatted(signal, name, pid()));
    }
  }
}
