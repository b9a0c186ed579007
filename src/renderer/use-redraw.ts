import { useState } from 'preact/hooks'

/**
 * Gives a function that draws the component again. A box that was pressed shows at once what the person wants; drawn again, it
 * shows what is so, until main tells of a change.
 */
export function useRedraw(): () => void {
  const [, setCount] = useState(0)
  return () => setCount((count) => count + 1)
}
