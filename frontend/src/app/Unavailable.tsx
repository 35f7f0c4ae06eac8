import type { Session, Trouble } from '../sign-in/session.ts'
import { Failure } from '../ui/Failure.tsx'

type Hindered = Extract<Session, { kind: 'elsewhere' | 'unavailable' }>

const reload = () => window.location.reload()

/** Nobody can sign in here: why, and what to do. */
export function Unavailable({ session }: { session: Hindered }) {
  return session.kind === 'elsewhere' ? (
    <Failure title="Sign in at this platform's own address">
      <p>
        It is <a href={session.publicUrl}>{session.publicUrl}</a>; the identity provider sends nobody back
        to another one.
      </p>
    </Failure>
  ) : (
    <Because trouble={session.trouble} />
  )
}

function Because({ trouble }: { trouble: Trouble }) {
  switch (trouble.kind) {
    case 'platform-silent':
      return (
        <Failure title="The platform does not answer" again={reload}>
          <p>
            See whether it runs: <code>./tributary status</code>. If it has just been started, wait a moment.
          </p>
        </Failure>
      )
    case 'provider-silent':
      return (
        <Failure title="The identity provider does not answer" again={reload}>
          <p>
            <code>{trouble.issuer}</code> did not answer this page. If it is Tributary's own, see whether it
            runs: <code>./tributary status</code>. Another provider must allow this page to ask it (CORS).
          </p>
        </Failure>
      )
    case 'provider-unfit':
      return (
        <Failure title="The identity provider cannot be used from a browser">
          <p>
            <code>{trouble.issuer}</code>: {trouble.fault}. The command line may do without:{' '}
            <code>./tributary login</code>. What a provider has to bring stands in docs/log-in.md, “Browser”.
          </p>
        </Failure>
      )
    case 'insecure':
      return (
        <Failure title="Sign in needs HTTPS">
          <p>Open this page by https, or on this machine at http://localhost.</p>
        </Failure>
      )
  }
}
