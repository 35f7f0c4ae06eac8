package io.tributary.manifest;

/**
 * What an operation does to the world, so that retries, replays and previews can be judged.
 *
 * @param writes whether the target changes; true for actions and false for triggers unless said
 * @param reply whether the operation may answer the caller who waits at the webhook
 */
public record Effects(Idempotency idempotency, boolean writes, boolean reply) {}
