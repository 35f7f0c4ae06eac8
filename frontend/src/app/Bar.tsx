import type { Session } from '../sign-in/session.ts'
import mark from '../ui/mark.svg'

/** The head of every page: whose product, and whose session. */
export function Bar({ session }: { session: Session }) {
  return (
    <header className="bar">
      <h1>
        <img src={mark} alt="" width="28" height="28" />
        Tributary
      </h1>
      {session.kind === 'signed-in' && (
        <div className="who">
          <span>
            <span className="aside">Signed in as </span>
            {session.person}
          </span>
          <button type="button" onClick={session.signOut}>
            Sign out
          </button>
        </div>
      )}
    </header>
  )
}
