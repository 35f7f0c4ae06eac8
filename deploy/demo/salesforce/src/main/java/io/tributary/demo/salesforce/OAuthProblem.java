package io.tributary.demo.salesforce;

/** A refusal of the token endpoint, in OAuth's own shape. */
final class OAuthProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String error;

  OAuthProblem(String error, String description) {
    super(description);
    this.error = error;
  }

  Answer answer() {
    return Answer.json(
            400, Json.object().put("error", error).put("error_description", getMessage()))
        .with("Cache-Control", "no-store");
  }
}
