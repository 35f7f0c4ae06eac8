import type { OpenIdProviderMetadata } from 'keycloak-js'
import { getJson } from '../api/fetched.ts'
import { object, optionalText, text, Unreadable, type Json } from '../api/json.ts'
import type { Trouble } from './session.ts'

export type Provided =
  | { readonly kind: 'found'; readonly metadata: OpenIdProviderMetadata }
  | { readonly kind: 'failed'; readonly trouble: Trouble }

/**
 * The identity provider's own description (OpenID Connect Discovery, 4), checked for what a browser
 * needs of it: any provider may stand behind the issuer, and not every one can be used from a page.
 */
export async function provider(issuer: string): Promise<Provided> {
  const answer = await getJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (answer.kind !== 'answered') {
    return { kind: 'failed', trouble: { kind: 'provider-silent', issuer } }
  }
  try {
    const description = object(answer.body)
    const fault = faultOf(description, issuer)
    return fault === undefined
      ? { kind: 'found', metadata: metadata(description) }
      : { kind: 'failed', trouble: { kind: 'provider-unfit', issuer, fault } }
  } catch (unreadable) {
    if (unreadable instanceof Unreadable) {
      const fault = `its description cannot be read: ${unreadable.message}`
      return { kind: 'failed', trouble: { kind: 'provider-unfit', issuer, fault } }
    }
    throw unreadable
  }
}

function faultOf(description: Json, issuer: string): string | undefined {
  const says = text(description, 'issuer')
  if (says !== issuer) {
    return `it calls itself ${says}`
  }
  const methods = description['code_challenge_methods_supported']
  if (Array.isArray(methods) && !methods.includes('S256')) {
    return 'it does not support PKCE with S256'
  }
  if (new URL(text(description, 'token_endpoint')).origin !== new URL(issuer).origin) {
    return 'its tokens come from another host, which this page is not allowed to ask'
  }
  return undefined
}

function metadata(description: Json): OpenIdProviderMetadata {
  const end = optionalText(description, 'end_session_endpoint')
  return {
    authorization_endpoint: text(description, 'authorization_endpoint'),
    token_endpoint: text(description, 'token_endpoint'),
    ...(end === undefined ? {} : { end_session_endpoint: end }),
  }
}
