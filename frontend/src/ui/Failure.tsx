import type { ReactNode } from 'react'

interface Props {
  readonly title: string
  /** What to do about it. */
  readonly children: ReactNode
  readonly again?: () => void
}

/** Something did not work; read out at once where a screen reader listens. */
export function Failure({ title, children, again }: Props) {
  return (
    <div role="alert" className="panel failure">
      <p className="title">{title}</p>
      {children}
      {again !== undefined && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  )
}
