import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultFolder } from '../../sandbox/folder.ts'
import { cacheFolder } from '../../scripts/runtime/cache-folder.ts'
import { appDataFolder, ownPlaces } from './own-places.ts'

const home = '/home/anne'

describe('the places of what is kept', () => {
  it('are the system’s usual ones, or those that the variables name', () => {
    const usual = ownPlaces({ platform: 'linux', env: {} }, home, 1000)
    expect(usual).toMatchObject({
      autostart: [join(home, '.config/autostart/gazelle-keeper.desktop')],
      state: [join(home, '.local/state/gazelle-keeper')],
      cache: [join(home, '.cache/gazelle-keeper')],
    })
    expect(usual.profile).toContain(join(home, '.config/Gazelle Keeper'))
    expect(usual.profile).toContain(join(home, '.config/Gazelle Keeper (demo)'))
    expect(usual.profile).toContain(join(home, '.local/share/applications/gazelle-keeper-link.desktop'))
    const env = { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s', XDG_CACHE_HOME: '/k', XDG_DATA_HOME: '/d' }
    const named = ownPlaces({ platform: 'linux', env }, home, 1000)
    expect(named.profile).toContain('/d/applications/gazelle-keeper-link.desktop')
    expect(named).toMatchObject({
      autostart: ['/c/autostart/gazelle-keeper.desktop'],
      state: ['/s/gazelle-keeper'],
      cache: ['/k/gazelle-keeper'],
    })
    expect(appDataFolder({ platform: 'linux', env })).toBe('/c')
  })

  it('are on macOS in its Library, the log among them', () => {
    const { autostart, state, profile } = ownPlaces({ platform: 'darwin', env: {} }, home, 501)
    expect(autostart).toEqual([])
    expect(state).toEqual([join(home, 'Library/Application Support/gazelle-keeper')])
    expect(profile).toContain(join(home, 'Library/Application Support/Gazelle Keeper'))
    expect(profile).toContain(join(home, 'Library/Logs/Gazelle Keeper'))
  })

  it.each(['linux', 'darwin'] as const)('hold what the scripts fetch, and the sandbox, on %s', (platform) => {
    const { cache } = ownPlaces({ platform, env: { XDG_CACHE_HOME: '/k' } }, home, 1000)
    const [folder = ''] = cache
    expect(cacheFolder({ XDG_CACHE_HOME: '/k' }, platform, home)).toBe(folder)
    const sandbox = defaultFolder({ platform, env: { XDG_CACHE_HOME: '/k' } })
    expect(sandbox.endsWith(folder.replace(home, '').concat('/sandbox'))).toBe(true)
  })

  it('on Windows tell the cache and the sandbox from the state beside them', () => {
    const env = { APPDATA: '/roaming', LOCALAPPDATA: '/local' }
    const { state, cache } = ownPlaces({ platform: 'win32', env }, home, 0)
    expect(state).toEqual([join('/local', 'gazelle-keeper')])
    expect(cache).toEqual([join('/local', 'gazelle-keeper', 'Cache'), join('/local', 'gazelle-keeper', 'sandbox')])
  })
})
