/** Which faults strike, when and whom: drawn from a seed, carried out one after the other. */
@NullMarked
package io.tributary.faults.plan;

import org.jspecify.annotations.NullMarked;
