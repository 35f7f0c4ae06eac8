/** Tests of large bodies without a broker, and what each store of them is held to. */
@NullMarked
package io.tributary.runner.bodies;

import org.jspecify.annotations.NullMarked;
