import { type Case, refused, taken, values } from './case.ts'
import { har, harEntry } from './writers.ts'

const megabyte = 1_000_000
const unknown = { reason: 'unknown-form' } as const
const tooLong = { reason: 'too-long', limit: megabyte } as const
const curl = `curl 'https://gazelleapp.io/graphql/private/' -H 'Authorization: Bearer ${values.TOKEN}'`

const authorization = ['authorization', `Bearer ${values.TOKEN}`] as const
const request = { url: 'https://gazelleapp.io/graphql/private/', headers: [authorization], body: '{}' }
const other = harEntry({ ...request, url: 'https://evil.example/', body: 'x'.repeat(300) }, '2025-06-15T13:00:00Z')

/** Every byte in turn, as a binary file reads when it is taken for text. */
const binary = (length: number) =>
  String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code)).repeat(length / 256)

/** Texts that were made to hurt: nothing, noise, and ten megabytes of it. */
export const hostile: readonly Case[] = [
  refused('nothing', { reason: 'empty' }, ''),
  refused('white space', { reason: 'empty' }, ' \r\n\t\u00a0 '),
  refused('marks without a face', { reason: 'empty' }, '\ufeff\u200b\u200e\u200f\u202e'),
  refused('binary', unknown, () => binary(4096)),
  refused('NUL', unknown, '\0'),
  refused('a token cut by NUL', unknown, `${values.TOKEN.slice(0, 20)}\0${values.TOKEN.slice(20)}`),
  refused('half an emoji', unknown, '\ud83c'),
  refused('a picture as text', unknown, () => `data:image/png;base64,${'iVBORw0KGgo'.repeat(1000)}`),
  refused('10 MB of binary', tooLong, () => binary(10 * megabyte)),
  refused('10 MB of one letter', tooLong, () => 'a'.repeat(10 * megabyte)),
  refused('10 MB of line ends', { reason: 'empty' }, () => '\r\n'.repeat(5 * megabyte)),
  refused('10 MB of brackets', tooLong, () => '['.repeat(10 * megabyte)),
  refused('10 MB of braces', tooLong, () => '{"a":'.repeat(2 * megabyte)),
  refused('10 MB of quotation marks', tooLong, () => '"'.repeat(10 * megabyte)),
  refused('10 MB of curl', tooLong, () => `${curl} --data-raw '${'x'.repeat(10 * megabyte)}'`),
  refused('10 MB in a row', tooLong, () => `{"access_token":"${'xy'.repeat(5 * megabyte)}"}`),
  refused('30 MB', { reason: 'too-long', limit: 20 * megabyte }, () => '{'.repeat(30 * megabyte)),
  refused(
    '1 MB of open quotes',
    { reason: 'unreadable', form: 'curl-bash' },
    () => `curl $'${"a\\'".repeat(0.3 * megabyte)}`,
  ),
  refused('1 MB of carets', { reason: 'unreadable', form: 'curl-cmd' }, () => `curl ^"${'^^"'.repeat(megabyte / 4)}`),
  refused('1 MB of parentheses', { reason: 'unreadable', form: 'fetch' }, () => `fetch(${'('.repeat(0.9 * megabyte)}`),
  refused('1 MB of calls', { reason: 'unreadable', form: 'fetch' }, () => 'fetch('.repeat(megabyte / 8)),
  refused(
    '1 MB of semicolons',
    { reason: 'unknown-host', form: 'curl-bash' },
    () => `curl x ${';'.repeat(0.9 * megabyte)}`,
  ),
  refused(
    '1 MB of backslashes',
    { reason: 'unreadable', form: 'curl-cmd' },
    () => `curl ^"${'\\'.repeat(0.9 * megabyte)}`,
  ),
  refused('1 MB of header lines', { reason: 'several-tokens', form: 'header-line' }, () =>
    Array.from({ length: 12_000 }, (_, index) => `Authorization: Bearer ${values.TOKEN}${index}`).join('\n'),
  ),
  refused(
    '1 MB of one header',
    { reason: 'not-a-token', form: 'header-line' },
    () => `Authorization: Bearer ${'ab'.repeat(0.4 * megabyte)}`,
  ),
  refused('1 MB of words', unknown, () => 'bonjour '.repeat(megabyte / 9)),
  taken('1 MB of assignments', 'variable', `${'A=b\n'.repeat(0.24 * megabyte)}GAZELLE_TOKEN={{TOKEN}}`),
  refused('1 MB of comments', { reason: 'unreadable', form: 'row' }, () => `{"a": ${'/*'.repeat(0.45 * megabyte)}`),
  refused('1 MB of open braces', unknown, () => `{a:${'{a:'.repeat(0.3 * megabyte)}`),
  refused('1 MB of cells', unknown, () => `key,value\n${'"a"",'.repeat(0.18 * megabyte)}`),
  refused('1 MB of lines of cells', unknown, () => `a,b\n${'\n \t'.repeat(0.3 * megabyte)}c`),
  refused('1 MB of bars', unknown, () => `| key | value |\n${'|\\'.repeat(0.4 * megabyte)}`),
  refused('1 MB of SQL', unknown, () => `insert into t (key, value) values ${"('',".repeat(0.2 * megabyte)}`),
  refused('1 MB of quotations', unknown, () => `> a\n${'>\n'.repeat(0.45 * megabyte)}b`),
  refused('1 MB of fences', unknown, () => '```\n'.repeat(0.24 * megabyte)),
  refused('1 MB of spaces', unknown, () => `a${' '.repeat(0.9 * megabyte)}b =`),
  refused(
    '10 MB of brackets in an archive',
    { reason: 'unreadable', form: 'row' },
    () => `{"log":${'['.repeat(10 * megabyte)}`,
  ),
  {
    name: '10 MB of archive',
    text: () => har(...Array.from({ length: 10_000 }, () => other), harEntry(request, '2025-06-15T12:00:00Z')),
    expected: { form: 'har', accessToken: values.TOKEN },
  },
]
