import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cacheFolder } from './cache-folder.ts'

test.each([
  { platform: 'linux' as const, env: {}, folder: join('/home/me', '.cache/gazelle-keeper') },
  { platform: 'linux' as const, env: { XDG_CACHE_HOME: '/c' }, folder: join('/c', 'gazelle-keeper') },
  { platform: 'darwin' as const, env: {}, folder: join('/home/me', 'Library/Caches/gazelle-keeper') },
  { platform: 'win32' as const, env: { LOCALAPPDATA: '/local' }, folder: join('/local', 'gazelle-keeper/Cache') },
])('on $platform with $env it is $folder', ({ platform, env, folder }) => {
  expect(cacheFolder(env, platform, '/home/me')).toBe(folder)
})
