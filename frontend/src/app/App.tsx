import { useSyncExternalStore } from 'react'
import { OrganizationList } from '../organizations/OrganizationList.tsx'
import type { Session } from '../sign-in/session.ts'
import type { SignIn } from '../sign-in/SignIn.ts'
import { Bar } from './Bar.tsx'
import { Unavailable } from './Unavailable.tsx'
import { Welcome } from './Welcome.tsx'

/** The one page: what it shows follows from the session alone. */
export function App({ signIn }: { signIn: SignIn }) {
  const session = useSyncExternalStore(signIn.subscribe, signIn.session)
  return (
    <>
      <Bar session={session} />
      <main>
        <Content session={session} />
      </main>
    </>
  )
}

function Content({ session }: { session: Session }) {
  switch (session.kind) {
    case 'starting':
      return (
        <p role="status" className="quiet late">
          Looking whether you are signed in …
        </p>
      )
    case 'signed-out':
      return <Welcome session={session} />
    case 'elsewhere':
      return <Unavailable session={session} />
    case 'unavailable':
      return <Unavailable session={session} />
    case 'signed-in':
      return <OrganizationList token={session.token} />
  }
}
