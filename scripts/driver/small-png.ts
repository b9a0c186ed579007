import { crc32, deflateSync } from 'node:zlib'
import { Resvg } from '@resvg/resvg-js'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const eightBit = 8
const indexed = 3
const mostColours = 256

/**
 * Reduces a picture to at most 256 colours: a third of its size. Shades of a channel closer than `shade` are merged: 8, invisible
 * to the eye, for comparisons with a baseline; 1 keeps the most frequent colours unchanged.
 */
export function smallPng(png: Buffer, shade = 8): Buffer {
  const { width, height, pixels } = decode(png)
  const colours = coloursOf(pixels, shade)
  const palette = [...colours]
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostColours)
    .map(([colour]) => colour)
  const places = new Map([...colours.keys()].map((colour) => [colour, nearest(palette, colour)]))

  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows[y * (width + 1) + 1 + x] = places.get(colourAt(pixels, (y * width + x) * 4, shade)) ?? 0
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([eightBit, indexed], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function decode(png: Buffer): { width: number; height: number; pixels: Buffer } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const image = `<image width="${width}" height="${height}" href="data:image/png;base64,${png.toString('base64')}"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`
  return { width, height, pixels: new Resvg(svg).render().pixels as Buffer }
}

/** The number of pixels of each colour. A colour is a number of three bytes. */
function coloursOf(pixels: Buffer, shade: number): Map<number, number> {
  const found = new Map<number, number>()
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = colourAt(pixels, at, shade)
    found.set(colour, (found.get(colour) ?? 0) + 1)
  }
  return found
}

function colourAt(pixels: Buffer, at: number, shade: number): number {
  const [red, green, blue] = [at, at + 1, at + 2].map((each) =>
    Math.min(255, Math.round((pixels[each] ?? 0) / shade) * shade),
  )
  return ((red ?? 0) << 16) | ((green ?? 0) << 8) | (blue ?? 0)
}

function channelsOf(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255]
}

function nearest(palette: readonly number[], colour: number): number {
  const exact = palette.indexOf(colour)
  if (exact >= 0) return exact
  const distances = palette.map((each) => distance(channelsOf(each), channelsOf(colour)))
  return distances.indexOf(Math.min(...distances))
}

function distance(one: number[], other: number[]): number {
  return one.reduce((sum, channel, index) => sum + (channel - (other[index] ?? 0)) ** 2, 0)
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
