/** Commands about dead letters: what steps gave up, and what is to become of it. */
@NullMarked
package io.tributary.cli.deadletters;

import org.jspecify.annotations.NullMarked;
