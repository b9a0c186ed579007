import { useLayoutEffect } from 'preact/hooks'

/** Titles the page's window. */
export function useTitle(title: string): void {
  useLayoutEffect(() => {
    document.title = title
  }, [title])
}

/**
 * Closes the page's window by Escape, and by Ctrl+W or Cmd+W, for which it has no menu. An open menu, or a field whose completion
 * is open, takes Escape for itself.
 */
export function useCloseByKeyboard(): void {
  useLayoutEffect(() => {
    const close = (event: KeyboardEvent) => {
      const isEscape = event.key === 'Escape' && document.querySelector(':popover-open') === null
      const isClose = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'w'
      if (!event.defaultPrevented && !event.isComposing && (isEscape || isClose)) window.close()
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [])
}
