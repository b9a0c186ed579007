import { keeper } from './door.ts'
import { catalogueIn } from './words.ts'

/** Where no frame comes, on a screen that is off, the page waits no longer than this, in milliseconds. */
const patienceMilliseconds = 200

// The page comes with its first picture (src/first-paint): that is put on the screen, at its height, before the scripts that bring
// it to life load. They take as long to start as all that the picture needs.
void keeper
  .fit(document.body.getBoundingClientRect().height)
  .then(painted, () => undefined)
  .then(() => Promise.all([import('./live-popover.tsx'), words()]))
  // What will never answer is not left on the screen.
  .catch(() => keeper.ask('close-popover'))

/** Has the words come while the scripts do, not after them. */
async function words(): Promise<unknown> {
  return catalogueIn((await keeper.snapshot()).language)
}

async function painted(): Promise<void> {
  const frame = () => new Promise<unknown>(requestAnimationFrame)
  await Promise.race([frame().then(frame), new Promise((resolve) => setTimeout(resolve, patienceMilliseconds))])
}
