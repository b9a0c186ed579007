import type { Mark } from '../../shared/snapshot.ts'

/** An event's mark, told apart by shape as well as colour, around a point of an SVG. */
export function Sign({ what, x, y }: { what: Mark['what']; x: number; y: number }) {
  switch (what) {
    case 'renewed':
      return <circle className="sign good" cx={x} cy={y} r="3.5" />
    case 'found':
    case 'adopted':
    case 'written':
    case 'another-user':
      return <circle className="sign open" cx={x} cy={y} r="3" />
    case 'captured':
      return <path className="sign busy" d={`M${x} ${y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z`} />
    case 'restored':
      return <path className="sign open" d={`M${x} ${y - 4}l4 4l-4 4l-4 -4z`} />
    case 'conflict':
      return <path className="sign open" d={`M${x - 4} ${y - 4}h3v8h-3zM${x + 1} ${y - 4}h3v8h-3z`} />
    case 'human-needed':
      return <path className="sign soon" d={`M${x} ${y - 4}l4.5 8h-9z`} />
    case 'refused':
    case 'failed':
      return <path className="sign cross" d={`M${x - 3} ${y - 3}l6 6m0 -6l-6 6`} />
  }
}

/** The mark alone, before its words. */
export function SignIcon({ what }: { what: Mark['what'] }) {
  return (
    <svg className="sign-icon" viewBox="0 0 12 12" aria-hidden="true">
      <Sign what={what} x={6} y={6} />
    </svg>
  )
}
