/**
 * Writes down who asked for what and what was answered: every change, every reading of messages,
 * every refusal of somebody who is logged in. Entries leave by the outbox, and the registry chains
 * them ({@code docs/audit.md}).
 */
@NullMarked
package io.tributary.foundation.audit;

import org.jspecify.annotations.NullMarked;
