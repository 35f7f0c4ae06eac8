import type { Session } from '../sign-in/session.ts'

/** For whoever is not signed in: what this is, and the way in. */
export function Welcome({ session }: { session: Extract<Session, { kind: 'signed-out' }> }) {
  return (
    <section className="welcome">
      {session.why !== undefined && (
        <p role="alert" className="panel">
          {session.why}
        </p>
      )}
      <p className="lead">
        Tributary joins services by flows of published connectors: every step runs in a container of its
        own, and every message arrives.
      </p>
      <button type="button" className="main" onClick={session.signIn}>
        Sign in
      </button>
    </section>
  )
}
