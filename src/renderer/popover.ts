import { keeper } from './door.ts'

/** Where no frame comes, on a screen that is off, the page waits no longer than this, in milliseconds. */
const patienceMilliseconds = 200

// The page comes with its first picture (src/picture): that is put on the screen, at its height, before the scripts that bring
// it to life load. They take as long to start as all that the picture needs.
void keeper
  .fit(document.body.getBoundingClientRect().height)
  .then(painted, () => undefined)
  .then(() => import('./live-popover.tsx'))
  // What will never answer is not left on the screen.
  .catch(() => keeper.ask('close-popover'))

async function painted(): Promise<void> {
  const frame = () => new Promise<unknown>(requestAnimationFrame)
  await Promise.race([frame().then(frame), new Promise((resolve) => setTimeout(resolve, patienceMilliseconds))])
}
