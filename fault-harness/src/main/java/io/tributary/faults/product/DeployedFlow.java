package io.tributary.faults.product;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.faults.process.Await;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * A flow that runs on the product.
 *
 * @param owner who may steer it
 * @param hook where messages enter; empty where its trigger is none
 */
public record DeployedFlow(Api owner, String organization, String name, FlowId id, String hook) {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** Sends the document and returns when each step has a worker. */
  public static DeployedFlow deploy(Api owner, String organization, String name, String yaml)
      throws Exception {
    var flow = applied(owner, organization, name, yaml);
    if (!Await.until(START_LIMIT, flow::hasWorkers)) {
      throw new IOException(
          "flow %s has no workers after %d s".formatted(name, START_LIMIT.toSeconds()));
    }
    return flow;
  }

  /** Sends the document; nobody need work for it yet. */
  public static DeployedFlow applied(Api owner, String organization, String name, String yaml)
      throws IOException, InterruptedException {
    var view = owner.putYaml(path(organization, name), named(name, yaml));
    return new DeployedFlow(
        owner,
        organization,
        name,
        new FlowId(view.path("id").asString()),
        view.path("hook").asString("").replace("localhost", "127.0.0.1"));
  }

  /** The document under the flow's name. */
  public static String named(String name, String yaml) {
    return "name: " + name + "\n" + yaml;
  }

  public String path() {
    return path(organization, name);
  }

  public String output(String step) {
    return FlowTopics.output(id, new StepName(step));
  }

  public String deadLetters() {
    return FlowTopics.deadLetters(id);
  }

  public JsonNode view() throws IOException, InterruptedException {
    return owner.get(path());
  }

  public JsonNode workers() throws IOException, InterruptedException {
    return owner.get(path() + "/workers");
  }

  /** What a step received, ended and holds, by the platform's own books. */
  public JsonNode ledger(String step) throws IOException, InterruptedException {
    for (var account : owner.get(path() + "/ledger")) {
      if (account.path("step").asString().equals(step)) {
        return account;
      }
    }
    throw new IOException("the ledger of %s has no step %s".formatted(name, step));
  }

  public void pause() throws IOException, InterruptedException {
    owner.post(path() + "/pause", "");
  }

  public void resume() throws IOException, InterruptedException {
    owner.post(path() + "/resume", "");
  }

  /** Discards what waits before the step, if it is so many; gives whatever the answer is. */
  public Api.Answer discard(String step, long messages) throws IOException, InterruptedException {
    return owner.ask("POST", path() + "/steps/" + step + "/discard?messages=" + messages, "", "");
  }

  private boolean hasWorkers() throws IOException, InterruptedException {
    var view = view();
    return view.path("state").asString().equals("running")
        && workers().size() >= view.path("steps").size();
  }

  private static String path(String organization, String name) {
    return "/api/v1/organizations/%s/flows/%s".formatted(organization, name);
  }
}
