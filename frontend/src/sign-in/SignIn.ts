import Keycloak from 'keycloak-js'
import { discover, type Discovery } from './discovery.ts'
import { provider } from './provider.ts'
import type { Session } from './session.ts'

const LOOK_EVERY = 15_000
/** Renewed so long before their end: longer than it takes until the next look. */
const LEFT_SECONDS = 45
const OVER = 'Your sign-in is over. Sign in again to go on.'
const UNRENEWED = 'Your sign-in is over, because it could not be renewed. Sign in again to go on.'
const STILL_THERE =
  'You are signed out here. The identity provider offers this page no way to end its own session.'

/**
 * Signs a person in by the authorization code flow with PKCE (RFC 7636), and keeps the tokens in
 * this object alone: who loads the page anew asks the identity provider anew.
 */
export class SignIn {
  #session: Session = { kind: 'starting' }
  readonly #listeners = new Set<() => void>()

  readonly session = (): Session => this.#session

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async start(): Promise<void> {
    if (!window.isSecureContext) {
      return this.#become({ kind: 'unavailable', trouble: { kind: 'insecure' } })
    }
    const discovered = await discover()
    if (discovered.kind === 'failed') {
      return this.#become({ kind: 'unavailable', trouble: discovered.trouble })
    }
    const { publicUrl } = discovered.discovery
    if (new URL(publicUrl).origin !== window.location.origin) {
      return this.#become({ kind: 'elsewhere', publicUrl })
    }
    await this.#at(discovered.discovery)
  }

  async #at({ issuer, client }: Discovery): Promise<void> {
    const provided = await provider(issuer)
    if (provided.kind === 'failed') {
      return this.#become({ kind: 'unavailable', trouble: provided.trouble })
    }
    const keycloak = new Keycloak({ clientId: client, oidcProvider: provided.metadata })
    keycloak.onAuthLogout = () => this.#signedOut(keycloak, OVER)
    const again = wasSignedIn()
    try {
      const signedIn = await keycloak.init({
        checkLoginIframe: false,
        flow: 'standard',
        pkceMethod: 'S256',
        redirectUri: `${window.location.origin}/`,
        responseMode: 'fragment',
        // The plain scope makes a person of several organizations choose one.
        scope: 'openid profile email organization:*',
      })
      if (signedIn) {
        this.#signedIn(keycloak)
      } else if (again) {
        window.location.replace(await keycloak.createLoginUrl({ prompt: 'none' }))
      } else {
        this.#signedOut(keycloak)
      }
    } catch (failed) {
      const fault = faultOf(failed)
      if (fault === undefined) {
        this.#signedOut(keycloak, explained(failed))
      } else {
        this.#become({ kind: 'unavailable', trouble: { kind: 'provider-unfit', issuer, fault } })
      }
    }
  }

  #signedIn(keycloak: Keycloak): void {
    remember(true)
    const looking = window.setInterval(() => void renew(), LOOK_EVERY)
    const renew = async (): Promise<string | undefined> => {
      try {
        await keycloak.updateToken(LEFT_SECONDS)
      } catch {
        // Refused: keycloak-js has thrown the tokens away and told so. No answer: there is time yet.
        if (keycloak.authenticated && isOver(keycloak)) {
          this.#signedOut(keycloak, UNRENEWED)
        }
      }
      if (this.#session.kind !== 'signed-in') {
        window.clearInterval(looking)
        return undefined
      }
      return keycloak.token
    }
    this.#become({
      kind: 'signed-in',
      person: nameOf(keycloak),
      signOut: () => {
        remember(false)
        window.clearInterval(looking)
        void keycloak.logout().catch(() => this.#signedOut(keycloak, STILL_THERE))
      },
      token: renew,
    })
  }

  #signedOut(keycloak: Keycloak, why?: string): void {
    remember(false)
    keycloak.onAuthLogout = () => {}
    keycloak.clearToken()
    this.#become({
      kind: 'signed-out',
      ...(why === undefined ? {} : { why }),
      signIn: () => void keycloak.login(),
    })
  }

  #become(session: Session): void {
    this.#session = session
    this.#listeners.forEach((listener) => listener())
  }
}

function nameOf({ idTokenParsed, tokenParsed }: Keycloak): string {
  const claims = { ...tokenParsed, ...idTokenParsed }
  const names: readonly unknown[] = [claims['name'], claims['preferred_username'], claims['email']]
  return names.find((name): name is string => typeof name === 'string' && name !== '') ?? 'Somebody'
}

function isOver({ tokenParsed, timeSkew }: Keycloak): boolean {
  const end = tokenParsed?.exp
  return end !== undefined && end + (timeSkew ?? 0) <= Date.now() / 1000
}

/** `keycloak-js` looks into refresh tokens, which are for nobody to look into (RFC 6749, 1.5). */
function faultOf(failed: unknown): string | undefined {
  return failed instanceof Error && failed.message.startsWith('Unable to decode token')
    ? 'its access or refresh tokens are not JSON Web Tokens'
    : undefined
}

/** `keycloak-js` throws what the provider said, or what is wrong with its tokens. */
function explained(failed: unknown): string {
  if (typeof failed === 'object' && failed !== null && 'error' in failed) {
    const { error, error_description: description } = failed as Record<string, unknown>
    return `The identity provider did not sign you in: ${String(description ?? error)}.`
  }
  const reason = failed instanceof Error ? failed.message : String(failed)
  return `The sign-in did not come to its end, try again. (${reason})`
}

/** A reloaded page knows from its own history entry, and only so much, that somebody was here. */
function wasSignedIn(): boolean {
  const state: unknown = window.history.state
  return typeof state === 'object' && state !== null && 'signedIn' in state
}

function remember(signedIn: boolean): void {
  window.history.replaceState(signedIn ? { signedIn } : null, '')
}
