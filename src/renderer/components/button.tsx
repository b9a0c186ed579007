import { LoaderCircle, type LucideIcon } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Step } from '../../shared/next-step.ts'
import { nameOf, requestStep } from '../request-step.ts'

interface ButtonProps {
  /** A step of main's, or a function in this window. */
  step: Step | (() => void)
  children: ComponentChildren
  tone?: 'main' | 'quiet' | 'plain' | 'danger'
  icon?: LucideIcon
  /** The effect of the press is under way; the button also turns while main carries out the step. */
  isBusy?: boolean
  isDisabled?: boolean
}

/** A button. While its step is carried out it turns, keeps its place, and ignores presses. */
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
  // Not `disabled`, which would lose the focus.
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
