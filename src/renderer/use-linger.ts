import { useLayoutEffect, useState } from 'preact/hooks'

/**
 * True while `isSo`, and for at least `milliseconds` from its beginning, so that even a brief state can be seen and is read out.
 */
export function useLinger(isSo: boolean, milliseconds: number): boolean {
  const [lingers, setLingers] = useState(isSo)
  useLayoutEffect(() => {
    if (isSo) setLingers(true)
  }, [isSo])
  useLayoutEffect(() => {
    if (!lingers) return
    const timer = setTimeout(() => setLingers(false), milliseconds)
    return () => clearTimeout(timer)
  }, [lingers, milliseconds])
  return isSo || lingers
}
