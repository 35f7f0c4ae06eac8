/**
 * What an organization owns: counted, exported, and deleted when it has left. Each service says
 * what is in its places; {@code docs/leaving.md} says what that is for people.
 */
@NullMarked
package io.tributary.foundation.leaving;

import org.jspecify.annotations.NullMarked;
