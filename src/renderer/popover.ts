import { catalogueIn } from '../shared/catalogue/load.ts'
import { keeper } from './door.ts'

/** The longest wait for a frame, in milliseconds: a screen that is off draws none. */
const patienceMilliseconds = 200

// The page comes with its first paint (src/first-paint), which is on the screen, at its height, before the scripts are loaded:
// they take as long to start as everything that the first paint needs.
void keeper
  .fit(document.body.getBoundingClientRect().height)
  .then(painted, () => undefined)
  .then(() => Promise.all([import('./live-popover.tsx'), words()]))
  // Close the popover rather than show a page that never answers.
  .catch(() => keeper.ask('close-popover'))

/** Loads the catalogue together with the scripts, not after them. */
async function words(): Promise<unknown> {
  return catalogueIn((await keeper.snapshot()).language)
}

async function painted(): Promise<void> {
  const frame = () => new Promise<unknown>(requestAnimationFrame)
  await Promise.race([frame().then(frame), new Promise((resolve) => setTimeout(resolve, patienceMilliseconds))])
}
