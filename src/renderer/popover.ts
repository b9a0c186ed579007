import { keeper } from './door.ts'
import { loadFirstLanguage } from './first-language.ts'

/** The longest wait for a frame, in milliseconds: a screen that is off draws none. */
const patienceMilliseconds = 200

// The page comes with its first paint (src/first-paint), which is on the screen, at its height, before the scripts are loaded:
// they take as long to start as everything that the first paint needs.
void keeper
  .fit(document.body.getBoundingClientRect().height)
  .then(painted, () => undefined)
  .then(() => Promise.all([import('./live-popover.tsx'), loadFirstLanguage()]))
  // Close the popover rather than show a page that never answers.
  .catch(() => keeper.ask('close-popover'))

async function painted(): Promise<void> {
  const frame = () => new Promise<unknown>(requestAnimationFrame)
  await Promise.race([frame().then(frame), new Promise((resolve) => setTimeout(resolve, patienceMilliseconds))])
}
