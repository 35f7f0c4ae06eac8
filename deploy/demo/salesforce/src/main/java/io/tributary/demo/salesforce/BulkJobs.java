package io.tributary.demo.salesforce;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Jobs of one kind, and the threads that work on them. */
final class BulkJobs implements AutoCloseable {
  private final Map<String, BulkJob> byId = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final long millis;

  BulkJobs(long millis) {
    this.millis = millis;
  }

  /** What a job does, once it is its turn. */
  interface Work {
    void run() throws Exception;
  }

  void add(BulkJob job) {
    byId.put(job.id, job);
  }

  BulkJob find(String id) {
    var job = Ids.parsed(id).map(byId::get).orElse(null);
    if (job == null) {
      throw Problem.notFound();
    }
    return job;
  }

  Iterable<BulkJob> all() {
    return byId.values();
  }

  void start(BulkJob job, Work work) {
    threads.execute(
        () -> {
          try {
            Thread.sleep(millis);
            if (job.state == BulkJob.State.ABORTED) {
              return;
            }
            job.state = BulkJob.State.IN_PROGRESS;
            work.run();
            job.state = BulkJob.State.JOB_COMPLETE;
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          } catch (Exception broken) {
            job.error = String.valueOf(broken.getMessage());
            job.state = BulkJob.State.FAILED;
          }
        });
  }

  /** Only jobs at their end, or not begun, can be deleted. */
  Answer delete(String id) {
    var job = find(id);
    if (!job.state.isEnd()) {
      throw new Problem(
          400, "INVALIDJOBSTATE", "InvalidJobState : delete it once it is complete or aborted");
    }
    byId.remove(job.id);
    job.forget();
    return Answer.empty(204);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    byId.values().forEach(BulkJob::forget);
  }
}
