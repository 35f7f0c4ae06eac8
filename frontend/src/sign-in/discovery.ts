import { getJson } from '../api/fetched.ts'
import { object, text, Unreadable } from '../api/json.ts'
import type { Trouble } from './session.ts'

/** Where to sign in, as which client, and where the platform wants to be called. */
export interface Discovery {
  readonly issuer: string
  readonly client: string
  readonly publicUrl: string
}

export type Discovered =
  | { readonly kind: 'found'; readonly discovery: Discovery }
  | { readonly kind: 'failed'; readonly trouble: Trouble }

export async function discover(): Promise<Discovered> {
  const answer = await getJson('/.well-known/tributary')
  if (answer.kind !== 'answered') {
    return { kind: 'failed', trouble: { kind: 'platform-silent' } }
  }
  try {
    const body = object(answer.body)
    return {
      kind: 'found',
      discovery: {
        issuer: text(body, 'issuer'),
        client: text(object(body['clients']), 'browser'),
        publicUrl: text(body, 'publicUrl'),
      },
    }
  } catch (unreadable) {
    if (unreadable instanceof Unreadable) {
      return { kind: 'failed', trouble: { kind: 'platform-silent' } }
    }
    throw unreadable
  }
}
