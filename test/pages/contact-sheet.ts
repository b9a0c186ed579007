import { Resvg } from '@resvg/resvg-js'

export interface Picture {
  readonly name: string
  readonly png: Buffer
}

const gap = 24
const captionHeight = 22

/** Puts pictures side by side in rows of `columns`, each under its name. Gives a PNG. */
export function contactSheet(pictures: readonly Picture[], columns: number): Buffer {
  const cells = pictures.map((picture) => ({ ...picture, ...sizeOf(picture.png) }))
  const cellWidth = Math.max(...cells.map(({ width }) => width)) + gap
  let y = gap
  const drawn: string[] = []
  for (let first = 0; first < cells.length; first += columns) {
    const row = cells.slice(first, first + columns)
    row.forEach(({ name, png, width, height }, column) => {
      const x = gap + column * cellWidth
      drawn.push(
        `<text x="${x}" y="${y + 14}" font-family="DejaVu Sans" font-size="13" fill="#333">${name}</text>`,
        `<image x="${x}" y="${y + captionHeight}" width="${width}" height="${height}" href="data:image/png;base64,${png.toString('base64')}"/>`,
      )
    })
    y += Math.max(...row.map(({ height }) => height)) + captionHeight + gap
  }
  const width = gap + columns * cellWidth
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}"><rect width="100%" height="100%" fill="#b9bec6"/>${drawn.join('')}</svg>`
  return new Resvg(svg).render().asPng() as Buffer
}

/** A PNG's size is in its header. */
function sizeOf(png: Buffer): { width: number; height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}
