import { expect, it } from 'vitest'
import type { OwnPage } from './ipc-schema.ts'
import { pageAt } from './own-pages.ts'

it.each<[string, OwnPage | null]>([
  ['keeper://app/popover.html', 'popover'],
  ['keeper://app/settings.html#oauth', 'settings'],
  ['keeper://app/guide.html?x', 'guide'],
  ['keeper://app/other.html', null],
  ['keeper://app/constructor.html', null],
  ['keeper://app/popover.html.evil', null],
  ['keeper://other/popover.html', null],
  ['https://evil.example/keeper://app/popover.html', null],
  ['about:blank', null],
  ['', null],
])('%s is the page %s', (url, page) => {
  expect(pageAt(url)).toBe(page)
})
