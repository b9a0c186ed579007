import { describe, expect, it } from 'vitest'
import { judgeFile, type Owned, type System } from './own-file.ts'

const me = 1000
const other = 1001

/** A name as the system knows it: whose, its rights, and where it leads if it is a link. */
interface Entry {
  readonly uid?: number
  readonly mode?: number
  readonly to?: string
}

/** A system of these names; what is not named is root's, and closed. */
function linux(names: Readonly<Record<string, Entry>>): System {
  const missing = (path: string) => Object.assign(new Error(path), { code: 'ENOENT' })
  return {
    platform: 'linux',
    user: me,
    home: '/home/me',
    async look(path): Promise<Owned> {
      const known = Object.keys(names).some((name) => name === path || name.startsWith(`${path === '/' ? '' : path}/`))
      if (!known) throw missing(path)
      const { uid = 0, mode = 0o755, to } = names[path] ?? {}
      return { uid, mode: to === undefined ? mode : 0o777, isSymbolicLink: () => to !== undefined }
    },
    async follow(link) {
      return names[link]?.to ?? ''
    },
    resolve: () => Promise.reject(new Error('Nobody asks.')),
  }
}

const mine = { uid: me, mode: 0o700 }
const own = { '/home/me/work': mine, '/home/me/work/.env': { uid: me, mode: 0o600 } }

describe('a file that was found, where files have owners', () => {
  it.each<[string, Record<string, Entry>, string, string]>([
    ['one’s own, in one’s own folder', own, '/home/me/work/.env', '/home/me/work/.env'],
    ['root’s', { '/etc/keeper/.env': { mode: 0o644 } }, '/etc/keeper/.env', '/etc/keeper/.env'],
    [
      'a link of one’s own to another of one’s own',
      { ...own, '/home/me/x': mine, '/home/me/x/.env': { uid: me, to: '../work/.env' } },
      '/home/me/x/.env',
      '/home/me/work/.env',
    ],
    [
      'through a folder that root has linked (macOS: /tmp)',
      { '/tmp': { to: 'private/tmp' }, '/private/tmp/mine': mine, '/private/tmp/mine/.env': { uid: me, mode: 0o600 } },
      '/tmp/mine/.env',
      '/private/tmp/mine/.env',
    ],
  ])('counts: %s', async (_, names, path, file) => {
    expect(await judgeFile(path, linux(names))).toEqual({ file })
  })

  it.each<[string, Record<string, Entry>, string, { kind: string; at: string }]>([
    [
      'another user’s file',
      { ...own, '/home/me/work/.env': { uid: other, mode: 0o600 } },
      '/home/me/work/.env',
      { kind: 'of-another', at: '/home/me/work/.env' },
    ],
    [
      'a file that the group may write',
      { ...own, '/home/me/work/.env': { uid: me, mode: 0o660 } },
      '/home/me/work/.env',
      { kind: 'open-to-others', at: '/home/me/work/.env' },
    ],
    [
      'a file that everybody may write',
      { ...own, '/home/me/work/.env': { uid: me, mode: 0o602 } },
      '/home/me/work/.env',
      { kind: 'open-to-others', at: '/home/me/work/.env' },
    ],
    [
      'a folder of another, with a hard link to a file of one’s own',
      { '/srv/theirs': { uid: other, mode: 0o755 }, '/srv/theirs/.env': { uid: me, mode: 0o600 } },
      '/srv/theirs/.env',
      { kind: 'of-another', at: '/srv/theirs' },
    ],
    [
      'a sticky folder',
      { '/tmp': { mode: 0o1777 }, '/tmp/.env': { uid: me, mode: 0o600 } },
      '/tmp/.env',
      { kind: 'open-to-others', at: '/tmp' },
    ],
    [
      'a link that another made',
      { ...own, '/home/me/x': mine, '/home/me/x/.env': { uid: other, to: '/home/me/work/.env' } },
      '/home/me/x/.env',
      { kind: 'of-another', at: '/home/me/x/.env' },
    ],
    [
      'a link in a folder of another',
      { ...own, '/srv/theirs': { uid: other, mode: 0o755 }, '/srv/theirs/.env': { uid: me, to: '/home/me/work/.env' } },
      '/srv/theirs/.env',
      { kind: 'of-another', at: '/srv/theirs' },
    ],
    [
      'a link to a folder of another',
      {
        '/home/me/x': mine,
        '/home/me/x/.env': { uid: me, to: '/srv/theirs/.env' },
        '/srv/theirs': { uid: other, mode: 0o755 },
        '/srv/theirs/.env': { uid: me, mode: 0o600 },
      },
      '/home/me/x/.env',
      { kind: 'of-another', at: '/srv/theirs' },
    ],
    [
      'a folder on the way that is another’s link',
      { ...own, '/srv/theirs': { uid: other, mode: 0o755 }, '/srv/theirs/work': { uid: other, to: '/home/me/work' } },
      '/srv/theirs/work/.env',
      { kind: 'of-another', at: '/srv/theirs/work' },
    ],
    [
      'a link on the way whose target goes back by two names',
      {
        ...own,
        '/home/me/x': mine,
        '/home/me/x/a': { uid: me, to: '/srv/theirs' },
        '/srv/theirs': { uid: other, mode: 0o755 },
        '/srv/work': { uid: other, mode: 0o755 },
        '/srv/work/.env': { uid: other, mode: 0o644 },
      },
      '/home/me/x/a/../work/.env',
      { kind: 'of-another', at: '/srv/work/.env' },
    ],
  ])('does not count: %s', async (_, names, path, doubt) => {
    expect(await judgeFile(path, linux(names))).toEqual(doubt)
  })

  it('gives up on links that lead round and round', async () => {
    const names = { '/home/me/x': mine, '/home/me/x/.env': { uid: me, to: '.env' } }
    await expect(judgeFile('/home/me/x/.env', linux(names))).rejects.toMatchObject({ code: 'ELOOP' })
  })

  it('is not there', async () => {
    await expect(judgeFile('/home/me/work/.env', linux({}))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

/** A Windows whose links these are, by their whole paths. */
function windows(links: Readonly<Record<string, string>> = {}, home: string | null = 'C:\\Users\\me'): System {
  const none = () => Promise.reject(new Error('Nobody asks: its answers mean nothing here.'))
  return { platform: 'win32', user: null, home, look: none, follow: none, resolve: async (path) => links[path] ?? path }
}

describe('a file that was found on Windows, which tells no owner', () => {
  it.each([
    ['in the user’s folder', 'C:\\Users\\me\\work\\.env', windows()],
    ['directly in it', 'C:\\Users\\me\\.env', windows()],
    ['in other letters', 'c:\\users\\ME\\work\\.env', windows()],
    ['in a folder whose name begins with two dots', 'C:\\Users\\me\\..work\\.env', windows()],
    ['where the user’s folder is a link', 'D:\\me\\.env', windows({ 'C:\\Users\\me': 'D:\\me' })],
  ])('counts: %s', async (_, path, system) => {
    expect(await judgeFile(path, system)).toEqual({ file: path })
  })

  it.each([
    ['beside the user’s folder', 'C:\\Users\\Public\\.env', windows()],
    ['with a like name', 'C:\\Users\\me2\\.env', windows()],
    ['in a folder at the root, which everybody may make', 'C:\\work\\.env', windows()],
    ['on another disk', 'D:\\work\\.env', windows()],
    ['on a share', '\\\\server\\share\\.env', windows()],
    ['a link to another place', 'C:\\Users\\me\\.env', windows({ 'C:\\Users\\me\\.env': 'C:\\work\\.env' })],
    ['a link from another place', 'C:\\work\\.env', windows({ 'C:\\work\\.env': 'C:\\Users\\me\\.env' })],
    ['where nobody knows the user’s folder', 'C:\\Users\\me\\.env', windows({}, null)],
  ])('does not count: %s', async (_, path, system) => {
    expect(await judgeFile(path, system)).toEqual({ kind: 'outside-profile', at: path })
  })
})
