import type { Membership, OrganizationState } from './organizations.ts'

const DAY = new Intl.DateTimeFormat('en', { dateStyle: 'long' })

/** One organization: what it is called, what the person may do there, and how it is. */
export function OrganizationRow({ membership }: { membership: Membership }) {
  const { name, title, role, state, named } = membership
  return (
    <li className="row">
      <div>
        <h3>{title}</h3>
        <p className="quiet">
          <span className="name">{name}</span> · you are {role}
        </p>
        {state.kind === 'suspended' && <p className="note">{state.reason}</p>}
        {!named && <p className="note">Sign out and in again to work in it.</p>}
      </div>
      <State state={state} />
    </li>
  )
}

function State({ state }: { state: OrganizationState }) {
  switch (state.kind) {
    case 'active':
      return <p className="state good">active</p>
    case 'suspended':
      return <p className="state bad">suspended</p>
    case 'leaving':
      return (
        <p className="state warning">
          leaving until <time dateTime={state.until.toISOString()}>{DAY.format(state.until)}</time>
        </p>
      )
  }
}
