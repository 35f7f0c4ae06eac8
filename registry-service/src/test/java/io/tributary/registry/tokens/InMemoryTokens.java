package io.tributary.registry.tokens;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.TokenText;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Tokens for tests; held to the same contract as the real ones. */
final class InMemoryTokens implements Tokens {
  private final Map<String, PersonalToken> byHash = new LinkedHashMap<>();

  @Override
  public synchronized List<PersonalToken> of(OrganizationName organization) {
    return byHash.values().stream()
        .filter(token -> token.organization().equals(organization))
        .sorted(
            Comparator.comparing((PersonalToken token) -> token.life().madeAt())
                .thenComparing(token -> token.id().toString())
                .reversed())
        .toList();
  }

  @Override
  public Optional<PersonalToken> find(OrganizationName organization, UUID id) {
    return of(organization).stream().filter(token -> token.id().equals(id)).findAny();
  }

  @Override
  public synchronized Optional<PersonalToken> find(TokenText text) {
    return Optional.ofNullable(byHash.get(hash(text)));
  }

  @Override
  public synchronized boolean add(PersonalToken token, TokenText text, int most) {
    long living =
        of(token.organization()).stream()
            .filter(each -> each.owner().subject().equals(token.owner().subject()))
            .filter(each -> each.life().isLiving(token.life().madeAt()))
            .count();
    return living < most && byHash.put(hash(text), token) == null;
  }

  @Override
  public void revoke(UUID id, Instant at) {
    change(
        id,
        life ->
            new TokenLife(
                life.madeAt(),
                life.expiresAt(),
                life.usedAt(),
                Optional.of(life.revokedAt().orElse(at))));
  }

  @Override
  public void used(UUID id, Instant at) {
    change(
        id,
        life ->
            life.usedAt().filter(last -> last.plus(LastUses.APART).isAfter(at)).isPresent()
                ? life
                : new TokenLife(
                    life.madeAt(), life.expiresAt(), Optional.of(at), life.revokedAt()));
  }

  private synchronized void change(UUID id, UnaryOperator<TokenLife> change) {
    byHash.replaceAll(
        (_, token) ->
            token.id().equals(id)
                ? new PersonalToken(
                    token.id(),
                    token.organization(),
                    token.owner(),
                    token.name(),
                    token.scopes(),
                    token.tail(),
                    change.apply(token.life()))
                : token);
  }

  private static String hash(TokenText text) {
    return HexFormat.of().formatHex(text.hash());
  }
}
