package io.tributary.faults.plan;

import java.time.Duration;

/** Something bad that is done on purpose. */
public sealed interface Fault {
  /** How long after the one before. */
  Duration after();

  /** As it stands in lists. */
  String kind();

  /**
   * kill -9 of a worker's process.
   *
   * @param choice which of those alive, modulo their number
   */
  record KillWorker(Duration after, int choice) implements Fault {
    @Override
    public String kind() {
      return "kill -9 worker";
    }
  }

  /**
   * kill -9 of a step runner.
   *
   * @param away until it is started again
   */
  record KillRunner(Duration after, int choice, Duration away) implements Fault {
    @Override
    public String kind() {
      return "kill -9 runner";
    }
  }

  /**
   * kill -9 of a broker; the next one waits until all are whole again.
   *
   * @param away until it is started again
   */
  record KillBroker(Duration after, int choice, Duration away) implements Fault {
    @Override
    public String kind() {
      return "kill -9 broker";
    }
  }

  /**
   * kill -9 of the platform's process: the services, the ingress among them.
   *
   * @param away until it is started again
   */
  record KillPlatform(Duration after, Duration away) implements Fault {
    @Override
    public String kind() {
      return "kill -9 platform";
    }
  }

  /**
   * kill -9 of PostgreSQL.
   *
   * @param away so long it is killed again whenever somebody starts it
   */
  record KillDatabase(Duration after, Duration away) implements Fault {
    @Override
    public String kind() {
      return "kill -9 PostgreSQL";
    }
  }

  /**
   * SIGSTOP of a step runner, SIGCONT later: a zombie.
   *
   * @param length between both
   */
  record PauseRunner(Duration after, int choice, Duration length) implements Fault {
    @Override
    public String kind() {
      return "SIGSTOP runner";
    }
  }
}
