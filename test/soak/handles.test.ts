import { expect, it } from 'vitest'
import { countHandles } from './handles.ts'

const files = ['index', 'data_0', 'data_1', 'data_2', 'data_3']
const caches = ['GPUCache', 'DawnGraphiteCache', 'DawnWebGPUCache'].flatMap((cache) =>
  files.map((file) => `/profile/${cache}/${file}`),
)
const others = ['socket:[1]', 'socket:[2]', '/profile/Local Storage/leveldb/LOG', '/profile/Cache/data_0']

it('is the same whether Chromium has its graphics caches open or not', () => {
  expect(countHandles(others)).toBe(4)
  expect(countHandles([...others, ...caches])).toBe(4)
})

it('grows where a graphics cache is opened again and again', () => {
  expect(countHandles([...others, ...caches, ...caches, ...caches])).toBe(4 + 2 * caches.length)
})
