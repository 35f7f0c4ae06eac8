package io.tributary.runtime.authorizations;

import io.tributary.manifest.OAuth2.ClientAuth;
import java.net.URI;

/**
 * With whom tokens are exchanged, and as whom. Fixed when a person is sent to the provider: what
 * fields and components say later does not take tokens elsewhere.
 */
record Deal(String clientId, ClientAuth clientAuth, URI tokenEndpoint) {}
