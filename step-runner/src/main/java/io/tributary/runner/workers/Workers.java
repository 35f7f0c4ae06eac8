package io.tributary.runner.workers;

import io.tributary.contracts.workers.WorkerExit;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Containers with component hosts in them, as somebody with the right to start them keeps them. */
public interface Workers {

  /**
   * Starts one; asking again for a worker that runs changes nothing.
   *
   * @throws NoRoom where its organization may have no more
   */
  void start(WorkerRequest request) throws IOException, InterruptedException;

  /** Ends one; one that does not run is no error. Gives how it ended, where that is known. */
  Optional<WorkerExit> end(String worker) throws IOException, InterruptedException;

  List<WorkerView> list() throws IOException, InterruptedException;
}
