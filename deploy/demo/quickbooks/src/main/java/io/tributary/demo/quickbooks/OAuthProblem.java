package io.tributary.demo.quickbooks;

/** A refusal of the token endpoint, in OAuth's own shape. */
final class OAuthProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String error;

  OAuthProblem(int status, String error, String description) {
    super(description);
    this.status = status;
    this.error = error;
  }

  Answer answer() {
    return Answer.json(
            status, Json.object().put("error", error).put("error_description", getMessage()))
        .with("Cache-Control", "no-store");
  }
}
