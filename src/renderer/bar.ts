/** A bar that is higher than this part of the window would leave too little of the page. */
const tallPart = 1 / 5

/**
 * Measures a bar that lies over the page's lower edge, as long as it is there. Its height follows its words, the size of the text and
 * the window, so that no style sheet can know it: they find it in `--footer-height` or `--answer-height`, 0 for a bar that covers
 * nothing. One that is too tall has `data-tall`, and the page `data-scrolls` where it is higher than the window. Gives a ref for the bar.
 */
const measured = (name: 'footer' | 'answer') => (bar: HTMLElement | null) => {
  if (bar === null) return
  const page = document.documentElement
  const measure = () => {
    const height = bar.offsetHeight
    bar.toggleAttribute('data-tall', height > innerHeight * tallPart)
    // In the page's flow it covers nothing.
    const covered = getComputedStyle(bar).position === 'static' ? 0 : height
    page.style.setProperty(`--${name}-height`, `${covered}px`)
    page.toggleAttribute('data-scrolls', page.scrollHeight > innerHeight)
  }
  const observer = new ResizeObserver(measure)
  observer.observe(bar)
  window.addEventListener('resize', measure)
  measure()
  return () => {
    observer.disconnect()
    window.removeEventListener('resize', measure)
    page.style.removeProperty(`--${name}-height`)
  }
}

export const footerBar = measured('footer')
export const answerBar = measured('answer')
