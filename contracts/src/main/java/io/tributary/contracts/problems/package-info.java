/**
 * How a refusal reads on the wire: problem+json (RFC 9457) with a stable code and every error at
 * once.
 */
@NullMarked
package io.tributary.contracts.problems;

import org.jspecify.annotations.NullMarked;
