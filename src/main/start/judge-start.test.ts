import { describe, expect, it } from 'vitest'
import { signInLink } from '../../shared/sign-in-link.ts'
import { acceptedIn, rejectedIn } from './judge-start.ts'
import { knownSwitches } from './known-switches.ts'

const judge = (args: string[], platform: NodeJS.Platform = 'linux', environment: NodeJS.ProcessEnv = {}) =>
  rejectedIn({ args, environment, platform })

describe('the switches of a packed app', () => {
  it.each<[string, string?]>([
    ['host-resolver-rules', 'MAP * 127.0.0.1:9'],
    ['ignore-certificate-errors'],
    ['ignore-certificate-errors-spki-list', 'abc='],
    ['proxy-server', '127.0.0.1:9'],
    ['proxy-pac-url', 'data:,'],
    ['log-net-log', '/tmp/x'],
    ['net-log-capture-mode', 'Everything'],
    ['ssl-key-log-file', '/tmp/x'],
    ['remote-debugging-port', '0'],
    ['remote-debugging-pipe'],
    ['remote-debugging-address', '0.0.0.0'],
    ['remote-allow-origins', '*'],
    ['js-flags', '--expose-gc'],
    ['load-extension', '/tmp/x'],
    ['disable-web-security'],
    ['disable-site-isolation-trials'],
    ['disable-features', 'NetworkServiceSandbox'],
    ['enable-features', 'NetworkServiceInProcess'],
    ['enable-blink-features', 'MojoJS'],
    ['user-data-dir', '/tmp/x'],
    ['inspect'],
    ['inspect-brk', '9229'],
    ['no-sandbox'],
    ['disable-gpu-sandbox'],
    ['single-process'],
    ['in-process-gpu'],
    ['gpu-launcher', '/tmp/x'],
    ['renderer-cmd-prefix', '/tmp/x'],
    ['utility-cmd-prefix', '/tmp/x'],
    ['enable-logging'],
    ['log-file', '/tmp/x'],
    ['keeper-sandbox', '/tmp/x'],
    ['a-switch-of-next-year'],
  ])('do not include --%s', (name, value) => {
    const arg = value === undefined ? name : `${name}=${value}`
    expect(judge([`--${arg}`])).toEqual([`--${name}`])
    expect(judge([`-${arg}`]), 'after one dash').toEqual([`--${name}`])
    expect(judge([` \t--${arg} `]), 'with space around it').toEqual([`--${name}`])
    expect(judge(['--', `--${arg}`]), 'after the end of switches').toEqual([`--${name}`])
    expect(judge(['--popover', 'file', `--${arg}`, `--${arg}`]), 'twice').toEqual([`--${name}`])
    expect(judge([`--${arg.toUpperCase()}`]), 'in capitals').toEqual([`--${name.toUpperCase()}`])
    expect(judge([`/${arg}`], 'win32'), 'after a slash').toEqual([`--${name}`])
    expect(judge([`/${arg.toUpperCase()}`], 'win32'), 'in capitals on Windows').toEqual([`--${name}`])
    expect(judge([`--${arg}`], 'darwin')).toEqual([`--${name}`])
  })

  it.each<[NodeJS.Platform, string[]]>([
    ['linux', []],
    ['linux', ['--popover']],
    ['linux', ['--restarted-at=1795857084360', '--popover']],
    ['linux', ['--keeper-asks-keychain', '--password-store=gnome-libsecret', '--user-data-dir=/tmp/x']],
    ['linux', ['--ozone-platform=wayland', '--ozone-platform-hint=auto', '--enable-wayland-ime=true']],
    ['linux', ['--enable-features=UseOzonePlatform,WaylandWindowDecorations', '--wayland-text-input-version=3']],
    ['linux', ['--disable-features=WaylandWpColorManagerV1', '--gtk-version=4', '--class=gazelle-keeper']],
    ['linux', ['--force-device-scale-factor=1.25', '--lang=fr-CA', '--disable-gpu', '--force-renderer-accessibility']],
    ['linux', ['--', '-', '/home/ann/a file', 'proxy-server=x']],
    ['linux', ['--', signInLink]],
    ['win32', ['--', `${signInLink}/`]],
    ['win32', ['/Popover', '-Embedding', 'C:\\Users\\Ann']],
    ['darwin', ['-psn_0_123456']],
  ])('on %s include %j', (platform, args) => {
    expect(judge(args, platform)).toEqual([])
    expect(acceptedIn({ args, environment: {}, platform })).toEqual(args)
  })

  it.each<[NodeJS.Platform, string[], string]>([
    ['linux', ['--enable-features=UseOzonePlatform,NetworkServiceInProcess'], '--enable-features'],
    ['linux', ['--enable-features=UseOzonePlatform', '--enable-features=SharedArrayBuffer'], '--enable-features'],
    ['linux', ['--enable-features=UseOzonePlatform<Trial:x/y'], '--enable-features'],
    ['linux', ['--popover=--no-sandbox'], '--popover'],
    ['linux', ['--ozone-platform=headless'], '--ozone-platform'],
    ['linux', ['--password-store=detect,/tmp/x.so'], '--password-store'],
    ['linux', ['--lang=../../x'], '--lang'],
    ['linux', ['--keeper-asks-keychain', '--no-sandbox'], '--no-sandbox'],
    // What a page would put behind its link, where a system does not keep it one word.
    ['win32', ['--', signInLink, '--gpu-launcher=calc'], '--gpu-launcher'],
    ['win32', ['--', signInLink, '/gpu-launcher=calc'], '--gpu-launcher'],
    ['linux', [signInLink, '--renderer-cmd-prefix=/bin/sh'], '--renderer-cmd-prefix'],
    ['darwin', ['--keeper-asks-keychain'], '--keeper-asks-keychain'],
    ['darwin', ['--ozone-platform=x11'], '--ozone-platform'],
    ['linux', ['-psn_0_1'], '--psn_0_1'],
    ['linux', ['---no-sandbox'], '---no-sandbox'],
    ['linux', ['--Popover'], '--Popover'],
    ['linux', ['-e', 'process.exit()'], '--e'],
    ['linux', ['--\u001b[31mred\n'], '--_31mred'],
  ])('on %s do not include %j', (platform, args, name) => {
    expect(judge(args, platform)).toEqual([name])
  })

  it('are told without their values, which may be secrets', () => {
    expect(judge(['--proxy-server=ann:secret@proxy', '--no-sandbox']).join()).toBe('--proxy-server,--no-sandbox')
  })

  it('leave the rest as it is where some are taken out', () => {
    const args = ['--lang=fr', '--proxy-server=x', 'file', '-popover']
    expect(acceptedIn({ args, environment: {}, platform: 'linux' })).toEqual(['--lang=fr', 'file', '-popover'])
  })

  it('have each one line and a reason, in lower case, as Windows reads them', () => {
    const names = knownSwitches.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([])
    expect(knownSwitches.filter(({ why }) => why === '')).toEqual([])
  })
})

describe('the environment of a packed app', () => {
  it.each([
    ['SSLKEYLOGFILE', '/tmp/x'],
    ['ELECTRON_DISABLE_SANDBOX', '1'],
    // Electron looks only whether it is there.
    ['ELECTRON_DISABLE_SANDBOX', ''],
    ['ELECTRON_ENABLE_LOGGING', ''],
    ['ELECTRON_LOG_FILE', '/tmp/x'],
    ['CHROME_DEVEL_SANDBOX', '/tmp/x'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['NODE_COMPILE_CACHE', '/tmp/x'],
    ['NODE_DEBUG', 'http'],
  ])('does not include %s=%s', (name, value) => {
    expect(judge([], 'linux', { [name]: value, PATH: '/bin' })).toEqual([name])
  })

  it.each([
    { SSLKEYLOGFILE: '' },
    { NODE_TLS_REJECT_UNAUTHORIZED: '1' },
    // The fuses make Electron deaf to these: whoever has them set for other programs starts the app all the same.
    { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require /tmp/x.js', NODE_EXTRA_CA_CERTS: '/tmp/x' },
    { ELECTRON_OZONE_PLATFORM_HINT: 'auto', HTTPS_PROXY: 'http://127.0.0.1:9', LANG: 'fr_CA.UTF-8' },
  ])('may include %j', (environment) => {
    expect(judge([], 'linux', environment)).toEqual([])
  })
})
