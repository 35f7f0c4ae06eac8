import { useEffect, useState } from 'react'
import { Failure } from '../ui/Failure.tsx'
import { OrganizationRow } from './OrganizationRow.tsx'
import { organizations, type Organizations } from './organizations.ts'

interface Props {
  readonly token: () => Promise<string | undefined>
}

/** A person's organizations, asked for anew whenever the list is shown. */
export function OrganizationList({ token }: Props) {
  const [state, setState] = useState<Organizations>({ kind: 'loading' })
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let wanted = true
    setState({ kind: 'loading' })
    void token()
      .then((good) => (good === undefined ? undefined : organizations(good)))
      .then((answer) => {
        if (wanted && answer !== undefined) {
          setState(answer)
        }
      })
    return () => {
      wanted = false
    }
  }, [token, attempt])

  return (
    <section aria-labelledby="organizations">
      <h2 id="organizations">Your organizations</h2>
      <Content state={state} again={() => setAttempt(attempt + 1)} />
    </section>
  )
}

function Content({ state, again }: { state: Organizations; again: () => void }) {
  switch (state.kind) {
    case 'loading':
      return (
        <p role="status" className="quiet">
          Asking for your organizations …
        </p>
      )
    case 'failed':
      return (
        <Failure title="Your organizations cannot be shown" again={again}>
          <p>{state.why}</p>
        </Failure>
      )
    case 'loaded':
      return state.memberships.length === 0 ? (
        <NoOrganization />
      ) : (
        <ul className="rows">
          {state.memberships.map((each) => (
            <OrganizationRow key={each.name} membership={each} />
          ))}
        </ul>
      )
  }
}

function NoOrganization() {
  return (
    <div className="panel">
      <p>You belong to no organization yet. Make one on the command line; you own it then:</p>
      <pre tabIndex={0} aria-label="How to make an organization">
        <code>{'./tributary login\n./tributary orgs create my-company'}</code>
      </pre>
      <p>
        Were you invited? Then join with the code from the letter: <code>./tributary orgs join CODE</code>
      </p>
    </div>
  )
}
