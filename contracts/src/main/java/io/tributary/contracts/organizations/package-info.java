/** What the registry tells every service of organizations: who belongs to them, and as what. */
@NullMarked
package io.tributary.contracts.organizations;

import org.jspecify.annotations.NullMarked;
