import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** Related settings under a title. */
export function Group({ title, hint, children }: { title: string; hint?: string; children: ComponentChildren }) {
  const id = useId()
  return (
    <section className="group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {hint !== undefined && <p className="hint">{hint}</p>}
      {children}
    </section>
  )
}
