/** How a service gets to the message broker. */
@NullMarked
package io.tributary.contracts.broker;

import org.jspecify.annotations.NullMarked;
