/** The seeded messages, the client that sends them, the readers that see what came of them. */
@NullMarked
package io.tributary.faults.traffic;

import org.jspecify.annotations.NullMarked;
