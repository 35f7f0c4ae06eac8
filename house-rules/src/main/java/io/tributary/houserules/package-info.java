/**
 * The architecture rules of the house, run by every module's tests against its own classes.
 *
 * <p>Surefire scans this module in each build (see the parent POM), so a new module is under the
 * rules from its first class. It must not know any module by more than its package name.
 */
@NullMarked
package io.tributary.houserules;

import org.jspecify.annotations.NullMarked;
