import { expect, it } from 'vitest'
import { browserUserAgent } from './user-agent.ts'

const linux = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
const chromium = 'Chrome/130.0.6723.137 Safari/537.36'

// electron#17887, leapp#48
it.each([
  // As Electron writes the name "Gazelle Keeper".
  [linux, 'GazelleKeeper/0.1.0 Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36'],
  [mac, 'gazelle-keeper/0.1.0-beta.2+7 Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36'],
  [windows, 'Gardiené/1 Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36'],
  [windows, 'Gazelle(Keeper)Chrome/2/1 Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36'],
  [linux, 'Keeper\u00a0of Gazelle/1 Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36'],
  [linux, 'Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36'],
  [linux, chromium],
])('%s %s is told as Chromium’s', (beginning, end) => {
  expect(browserUserAgent(`${beginning} ${end}`, '130.0.6723.137')).toBe(`${beginning} ${chromium}`)
})

it('leaves what somebody else has set', () => {
  expect(browserUserAgent('A program of ours', '130.0.6723.137')).toBe('A program of ours')
})
