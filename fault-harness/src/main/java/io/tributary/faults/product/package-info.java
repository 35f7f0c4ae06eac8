/**
 * The whole product as a person runs it: {@code ./tributary up} on a folder of its own, driven only
 * through HTTP, Git, its processes and the broker's topics. Knows none of its code.
 */
@NullMarked
package io.tributary.faults.product;

import org.jspecify.annotations.NullMarked;
