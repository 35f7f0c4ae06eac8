import { object, optionalText, Unreadable } from './json.ts'

/** What became of a request; only a good answer has a body. */
export type Fetched =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }
  | { readonly kind: 'silent' }

const PATIENCE = 15_000

/** A GET of JSON. The token goes in a header and nowhere else. */
export async function getJson(address: string, token?: string): Promise<Fetched> {
  const headers = new Headers({ Accept: 'application/json' })
  if (token !== undefined) {
    headers.set('Authorization', `Bearer ${token}`)
  }
  try {
    const answer = await fetch(address, {
      headers,
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PATIENCE),
    })
    return answer.ok
      ? { kind: 'answered', body: await answer.json() }
      : { kind: 'refused', status: answer.status, detail: await reason(answer) }
  } catch {
    return { kind: 'silent' }
  }
}

/** Refusals of ours say in `detail` what to do (RFC 9457). */
async function reason(answer: Response): Promise<string> {
  const usual = `The answer was ${answer.status}.`
  try {
    return optionalText(object(await answer.json()), 'detail') ?? usual
  } catch (notOurs) {
    if (notOurs instanceof Unreadable || notOurs instanceof SyntaxError) {
      return usual
    }
    throw notOurs
  }
}
