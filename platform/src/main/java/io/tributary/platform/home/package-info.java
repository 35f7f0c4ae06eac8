/**
 * Where a platform keeps its things: folders, secret files, ports, unpacked distributions,
 * settings. Knows no part by name.
 */
@NullMarked
package io.tributary.platform.home;

import org.jspecify.annotations.NullMarked;
