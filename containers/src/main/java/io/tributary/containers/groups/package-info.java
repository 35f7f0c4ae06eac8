/** The kernel's control groups: what limits a sandbox, and what both engines' builds share. */
@NullMarked
package io.tributary.containers.groups;

import org.jspecify.annotations.NullMarked;
