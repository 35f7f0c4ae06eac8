/** What the contract's tests run inside a container: it tries what a hostile component would. */
@NullMarked
package io.tributary.containers.inside;

import org.jspecify.annotations.NullMarked;
