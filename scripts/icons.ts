import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'

// Draws resources/tray/*.svg into out/icons: in colour for Linux and Windows, and as black "template" images that macOS
// colours itself; 22 pixels at 1x, sharp up to 3x.

const root = join(import.meta.dirname, '..')
const drawings = join(root, 'resources/tray')
const icons = join(root, 'out/icons')
const sizePixels = 22

mkdirSync(icons, { recursive: true })
for (const file of readdirSync(drawings)) {
  const colour = readFileSync(join(drawings, file), 'utf8')
  const template = colour.replace(/ color="[^"]*"/, ' color="#000000"')
  for (const scale of [1, 2, 3]) {
    const ending = scale === 1 ? '.png' : `@${scale}x.png`
    const name = `tray-${basename(file, '.svg')}`
    writeFileSync(join(icons, `${name}${ending}`), draw(colour, scale))
    writeFileSync(join(icons, `${name}Template${ending}`), draw(template, scale))
  }
}

function draw(svg: string, scale: number): Uint8Array {
  return new Resvg(svg, { fitTo: { mode: 'width', value: sizePixels * scale } }).render().asPng()
}
