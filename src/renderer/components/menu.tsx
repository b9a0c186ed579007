import type { LucideIcon } from 'lucide-preact'
import type { ComponentChild } from 'preact'
import { useId, useRef } from 'preact/hooks'
import type { Step } from '../../shared/next-step.ts'
import { nameOf, requestStep } from '../request-step.ts'

export interface MenuEntry {
  /** The steps to ask main for, one after the other. */
  readonly steps: readonly [Step, ...Step[]]
  readonly text: string
  readonly icon: LucideIcon
}

interface MenuProps {
  label: string
  icon: LucideIcon
  /** Groups, with a line between them. */
  groups: readonly (readonly MenuEntry[])[]
}

/** A button that opens a menu. The platform's popover closes it on Escape and on a press elsewhere. */
export function Menu({ label, icon: Icon, groups }: MenuProps) {
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const items = () => [...(menu.current?.querySelectorAll('button') ?? [])]
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Tab') menu.current?.hidePopover()
    if (to === undefined) return
    event.preventDefault()
    all[(to + all.length) % all.length]?.focus()
  }
  const choose = async (steps: readonly Step[]) => {
    menu.current?.hidePopover()
    for (const step of steps) await requestStep(step)
  }
  const rows: ComponentChild[] = groups.flatMap((group, index) => [
    ...(index > 0 ? [<hr key={`above ${group[0]?.text}`} />] : []),
    ...group.map(({ steps, text, icon: EntryIcon }) => (
      <button
        key={text}
        type="button"
        role="menuitem"
        tabIndex={-1}
        data-verb={nameOf(steps[steps.length - 1] ?? steps[0])}
        // One row is marked, whether mouse or keyboard has led to it.
        onPointerMove={({ currentTarget }) => currentTarget.focus()}
        onClick={() => choose(steps)}
      >
        <EntryIcon className="glyph" />
        {text}
      </button>
    )),
  ])
  return (
    <>
      <button
        type="button"
        className="plain icon opens-menu"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        popoverTarget={id}
      >
        <Icon className="glyph" />
      </button>
      <div
        ref={menu}
        id={id}
        className="menu"
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={onKeyDown}
        onToggle={({ newState }) => newState === 'open' && items()[0]?.focus()}
      >
        {rows}
      </div>
    </>
  )
}
