import { getJson } from '../api/fetched.ts'
import { list, object, optionalText, text, Unreadable } from '../api/json.ts'

/** An organization as one of its members sees it in a list. */
export interface Membership {
  readonly name: string
  readonly title: string
  readonly role: string
  readonly state: OrganizationState
  /** Whether the token opens it; one that was just made is opened by the next. */
  readonly named: boolean
}

export type OrganizationState =
  | { readonly kind: 'active' }
  | { readonly kind: 'suspended'; readonly reason: string }
  | { readonly kind: 'leaving'; readonly until: Date }

export type Organizations =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'loaded'; readonly memberships: readonly Membership[] }

export async function organizations(token: string): Promise<Organizations> {
  const answer = await getJson('/api/v1/organizations', token)
  switch (answer.kind) {
    case 'silent':
      return { kind: 'failed', why: 'The platform does not answer. See whether it runs: ./tributary status' }
    case 'refused':
      return { kind: 'failed', why: answer.detail }
    case 'answered':
      return read(answer.body)
  }
}

function read(body: unknown): Organizations {
  try {
    return { kind: 'loaded', memberships: list(object(body)['organizations']).map(membership) }
  } catch (unreadable) {
    if (unreadable instanceof Unreadable) {
      return { kind: 'failed', why: `The platform's answer cannot be read: ${unreadable.message}.` }
    }
    throw unreadable
  }
}

function membership(value: unknown): Membership {
  const mine = object(value)
  const organization = object(mine['organization'])
  const suspended = optionalText(organization, 'suspended')
  const leaves = optionalText(organization, 'leaves')
  return {
    name: text(organization, 'name'),
    title: text(organization, 'title'),
    role: text(mine, 'role'),
    named: mine['named'] === true,
    state:
      suspended !== undefined
        ? { kind: 'suspended', reason: suspended }
        : leaves !== undefined
          ? { kind: 'leaving', until: new Date(leaves) }
          : { kind: 'active' },
  }
}
