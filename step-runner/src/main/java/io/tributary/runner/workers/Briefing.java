package io.tributary.runner.workers;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.HostGrant;
import io.tributary.contracts.workers.ConnectionLease;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of ASSIGN and RENEW; the only place where a connection's fields are written. */
final class Briefing {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Briefing() {}

  static byte[] assignment(StepAssignment assignment, @Nullable ConnectionLease lease) {
    var object = JSON.createObjectNode();
    object.put("flow", assignment.flow().value());
    object.put("step", assignment.step().value());
    object.put("revision", assignment.revision());
    object.put("component", assignment.component().toString());
    object.put("digest", assignment.image().value());
    var operation = object.putObject("operation");
    operation.put("kind", assignment.operation().kind());
    operation.put("name", assignment.operation().name());
    operation.put("main", assignment.operation().main());
    object.set("fields", assignment.fields());
    if (assignment.mapping() != null) {
      object.put("mapping", assignment.mapping());
    }
    if (lease != null) {
      object.set("connection", connectionNode(lease));
    }
    var egress = object.putArray("egress");
    for (var grant : grants(assignment, lease)) {
      egress.addObject().put("host", grant.host()).put("port", grant.port());
    }
    return JSON.writeValueAsBytes(object);
  }

  static byte[] connection(ConnectionLease lease) {
    return JSON.writeValueAsBytes(connectionNode(lease));
  }

  /** What the worker may reach: by its component's manifest, and by its connection's fields. */
  static List<HostGrant> grants(StepAssignment assignment, @Nullable ConnectionLease lease) {
    var grants = new ArrayList<>(assignment.egress());
    if (lease != null) {
      grants.addAll(lease.egress());
    }
    return grants;
  }

  private static ObjectNode connectionNode(ConnectionLease lease) {
    var object = JSON.createObjectNode();
    object.put("id", lease.name().value());
    object.set("fields", lease.fields());
    return object;
  }
}
