package io.tributary.registry.tokens;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.foundation.login.AskedTokens;
import io.tributary.foundation.login.PersonalTokens.Holder;
import io.tributary.foundation.login.TokenText;
import io.tributary.foundation.problems.Refusal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tells services in processes of their own who holds a token (the foundation sees to that). */
@RestController
@Tag(name = "tokens")
final class HolderController {
  private final TokenHolders holders;

  HolderController(TokenHolders holders) {
    this.holders = holders;
  }

  /** The token that somebody sent to the service that asks. */
  record Question(TokenText token) {}

  @PostMapping(AskedTokens.PATH)
  @Operation(summary = "Who holds a personal access token; 404 where it is not good")
  Holder holder(@RequestBody Question question) {
    return holders
        .find(question.token())
        .orElseThrow(() -> Refusal.notFound("token-not-good", "This token is not good."));
  }
}
