/** What came over the wire, before anybody has looked at it. */
export type Json = Readonly<Record<string, unknown>>

/** An answer that is not what was agreed on: a fault of the other side, or a newer one. */
export class Unreadable extends Error {}

export function object(value: unknown): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Json
  }
  throw new Unreadable('an object was expected')
}

export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    return value
  }
  throw new Unreadable('a list was expected')
}

export function text(from: Json, name: string): string {
  const value = from[name]
  if (typeof value === 'string') {
    return value
  }
  throw new Unreadable(`"${name}" was expected to be a text`)
}

/** Absent and null are the same. */
export function optionalText(from: Json, name: string): string | undefined {
  return from[name] === undefined || from[name] === null ? undefined : text(from, name)
}
