/** Attacks from inside a step. */
package com.mallory.hostile;
