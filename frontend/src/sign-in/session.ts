/** Whether somebody is signed in, and what can be done about it. */
export type Session =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signed-out'; readonly why?: string; readonly signIn: () => void }
  | { readonly kind: 'elsewhere'; readonly publicUrl: string }
  | { readonly kind: 'unavailable'; readonly trouble: Trouble }
  | SignedIn

export interface SignedIn {
  readonly kind: 'signed-in'
  readonly person: string
  readonly signOut: () => void
  /** A token that is good for some seconds yet; none where the session has just ended. */
  readonly token: () => Promise<string | undefined>
}

/** Why nobody can sign in at all. */
export type Trouble =
  | { readonly kind: 'platform-silent' }
  | { readonly kind: 'provider-silent'; readonly issuer: string }
  | { readonly kind: 'provider-unfit'; readonly issuer: string; readonly fault: string }
  | { readonly kind: 'insecure' }
