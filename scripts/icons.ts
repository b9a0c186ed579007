import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'

const sizePixels = 22
/** The size of the app's window icon. */
const windowSizePixels = 256

/**
 * Draws resources/tray/*.svg into out/icons: in colour for Linux and Windows, and as black "template" images that macOS colours
 * itself; 22 pixels at 1x, sharp up to 3x; and resources/app.svg, the windows' icon, as app.png. Takes the project's folder.
 */
export function drawIcons(root: string): void {
  const drawings = join(root, 'resources/tray')
  const icons = join(root, 'out/icons')
  mkdirSync(icons, { recursive: true })
  for (const file of readdirSync(drawings)) {
    const colour = readFileSync(join(drawings, file), 'utf8')
    const template = colour.replace(/ color="[^"]*"/, ' color="#000000"')
    const name = join(icons, `tray-${basename(file, '.svg')}`)
    for (const scale of [1, 2, 3]) {
      const ending = scale === 1 ? '.png' : `@${scale}x.png`
      writeFileSync(`${name}${ending}`, draw(colour, sizePixels * scale))
      writeFileSync(`${name}Template${ending}`, draw(template, sizePixels * scale))
    }
  }
  writeFileSync(join(icons, 'app.png'), draw(readFileSync(join(root, 'resources/app.svg'), 'utf8'), windowSizePixels))
}

function draw(svg: string, pixels: number): Uint8Array {
  return new Resvg(svg, { fitTo: { mode: 'width', value: pixels } }).render().asPng()
}
