/**
 * The verbs up, down, status and doctor: what a person at a terminal sees. Starts the platform
 * process and reads its start report; knows no Spring.
 */
@NullMarked
package io.tributary.platform.launch;

import org.jspecify.annotations.NullMarked;
