import { LoaderCircle, type LucideIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Step } from '../../shared/next-step.ts'
import { nameOf, requestStep } from '../request-step.ts'

interface ButtonProps {
  /** What main is asked for, or what happens in this window. */
  step: Step | (() => void)
  children: ReactNode
  tone?: 'main' | 'quiet' | 'plain' | 'danger'
  icon?: LucideIcon
  /** What it asked for is under way; it is also while main carries it out. */
  isBusy?: boolean
  isDisabled?: boolean
}

/** A button. While its step is carried out it turns, keeps its place, and takes no second press. */
export function Button({
  step,
  children,
  tone = 'quiet',
  icon: Icon,
  isBusy = false,
  isDisabled = false,
}: ButtonProps) {
  const [isAsked, setAsked] = useState(false)
  const isTurning = isBusy || isAsked
  // Not `disabled`: the focus would be lost.
  const isOff = isTurning || isDisabled
  const press = () => {
    if (isOff) return
    if (typeof step === 'function') return step()
    setAsked(true)
    void requestStep(step).finally(() => setAsked(false))
  }
  return (
    <button
      type="button"
      className={tone}
      data-verb={typeof step === 'function' ? undefined : nameOf(step)}
      aria-disabled={isOff || undefined}
      onClick={press}
    >
      {isTurning ? <LoaderCircle className="glyph turning" /> : Icon !== undefined && <Icon className="glyph" />}
      {children}
    </button>
  )
}
