import { describe, expect, it } from 'vitest'
import { linkIn, linkScheme, signInLink } from './sign-in-link.ts'

describe('the link that asks for a sign-in', () => {
  it.each([
    'gazelle-keeper://sign-in',
    'gazelle-keeper://sign-in/',
    'Gazelle-Keeper://sign-in',
    'GAZELLE-KEEPER://sign-in/',
  ])('is %s', (link) => {
    expect(linkIn([link])).toBe('sign-in')
  })

  it('is found wherever a system puts it in a command line', () => {
    expect(linkIn(['/opt/gazelle-keeper', '--', signInLink])).toBe('sign-in')
    expect(linkIn(['/opt/electron', '--enable-features=x', signInLink, '/opt/app'])).toBe('sign-in')
    expect(linkIn([signInLink, '--no-sandbox'])).toBe('sign-in')
  })

  it.each([
    ['a query', '?token=x'],
    ['an empty query', '?'],
    ['a fragment', '#token'],
    ['an empty fragment', '#'],
    ['a path', '/now'],
    ['two slashes', '//'],
    ['a query after the slash', '/?a'],
    ['a path that leads back', '/../sign-in'],
    ['parameters', ';a=b'],
    ['a port', ':1'],
    ['an empty port', ':'],
    ['more of the name', '-now'],
    ['a dot', '.'],
    ['a space', ' '],
    ['a line break', '\n'],
    ['a zero byte', '\0'],
    ['a space by percent', '%20'],
    ['a quotation mark and a switch', '" --gpu-launcher="calc'],
    ['a switch', ' --no-sandbox'],
    ['no end', 'x'.repeat(1_000_000)],
    ['slashes without end', '/'.repeat(1_000_000)],
  ])('has nothing after it: %s', (_what, rest) => {
    expect(linkIn([`${signInLink}${rest}`])).toBe('other')
  })

  it.each([
    'gazelle-keeper://ann@sign-in',
    'gazelle-keeper://ann:x@sign-in',
    'gazelle-keeper://@sign-in',
    'gazelle-keeper://Sign-In',
    'gazelle-keeper://sign-%69n',
    'gazelle-keeper://sign-in.example',
    'gazelle-keeper://sign-in%2F',
    'gazelle-keeper:\\\\sign-in',
    'gazelle-keeper://sign-in\\',
    'gazelle-keeper:///sign-in',
    'gazelle-keeper:/sign-in',
    'gazelle-keeper:sign-in',
    'gazelle-keeper: //sign-in',
    'gazelle-keeper://sign\u2010in',
    'gazelle-keeper://sign-ın',
    'gazelle-keeper://renew',
    'gazelle-keeper://',
    'gazelle-keeper:',
    `gazelle-keeper:${signInLink}`,
  ])('is not %s', (link) => {
    expect(linkIn([link])).toBe('other')
  })

  it('is one: of two, none counts', () => {
    expect(linkIn([signInLink, signInLink])).toBe('other')
    expect(linkIn([signInLink, `${signInLink}?x`])).toBe('other')
    expect(linkIn([`${linkScheme}:`, signInLink])).toBe('other')
  })

  it.each([
    [],
    ['/opt/gazelle-keeper', '--popover'],
    ['gazelle-keeper'],
    ['https://example.com/gazelle-keeper://sign-in'],
    [`--url=${signInLink}`],
    [` ${signInLink}`],
    ['gazelle_keeper://sign-in'],
    ['gazelle-keepers://sign-in'],
    // The sign of the kelvin, which becomes a plain "k" in lower case.
    ['gazelle-\u212aeeper://sign-in'],
    [''],
  ])('is none where nothing begins with the scheme: %j', (...args) => {
    expect(linkIn(args)).toBeNull()
  })
})
