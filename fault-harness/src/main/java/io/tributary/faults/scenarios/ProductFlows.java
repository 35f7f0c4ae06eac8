package io.tributary.faults.scenarios;

/** Documents of the flows that the scenarios of the whole product run. */
final class ProductFlows {
  /** A webhook and a step that gives the body on, so that its mark comes out at {@code shape}. */
  static final String TWO_STEPS =
      """
      description: What the fault harness sends through.
      steps:
        - id: form
          component: tributary/webhook@1
          trigger: receive
        - id: shape
          component: tributary/transform@1
          action: transform
          after: form
          input: body
      """;

  private ProductFlows() {}

  /**
   * Two branches after the webhook: {@code shape}, and {@code push} to the harness's site.
   *
   * @param rate calls of the site in a second
   */
  static String delivering(String organization, int rate) {
    return """
    description: What the fault harness sends to a service, and beside it.
    notify: [ops@%1$s.test]
    steps:
      - id: form
        component: tributary/webhook@1
        trigger: receive
      - id: shape
        component: tributary/transform@1
        action: transform
        after: form
        input: body
      - id: push
        component: northwind/harness@1.0.0
        action: deliver
        after: form
        connection: harness
        input: body
        rate: {requests: %2$d, per: 1s}
    """
        .formatted(organization, rate);
  }

  /** A step {@code work} that does what messages ask of it. */
  static String misbehaving() {
    return """
    description: Steps that die.
    steps:
      - id: form
        component: tributary/webhook@1
        trigger: receive
      - id: work
        component: northwind/harness@1.0.0
        action: misbehave
        after: form
        connection: harness
        input: body
        timeout: 5s
    """;
  }
}
