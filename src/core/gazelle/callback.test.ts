import { describe, expect, it } from 'vitest'
import { callbackFlaw, callbackTest, loopbackOf } from './callback.ts'

const gazelleOrigin = 'https://gazelleapp.io/developer/oauth/authorize'

describe('a callback', () => {
  it.each([
    'https://example.com/callback',
    'http://127.0.0.1/callback',
    'http://localhost:4567/callback',
    'https://example.com/callback?tenant=1',
    'gazelle-keeper://callback',
    'com.example.keeper:/oauth',
  ])('may be %s', (callback) => {
    expect(callbackFlaw(callback)).toBeNull()
  })

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['callback', 'not-an-address'],
    ['/callback', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['https://example.com/a b', 'not-an-address'],
    ['https://example.com\\callback', 'not-an-address'],
    ['https://example.com/callback\nhttps://example.com/other', 'not-an-address'],
    ['https://example.com/callback#done', 'fragment'],
    ['gazelle-keeper://callback#', 'fragment'],
    ['javascript:alert(1)', 'forbidden-scheme'],
    ['JavaScript:alert(1)', 'forbidden-scheme'],
    ['data:text/html,x', 'forbidden-scheme'],
    ['file:///etc/passwd', 'forbidden-scheme'],
    ['about:blank', 'forbidden-scheme'],
    ['urn:ietf:wg:oauth:2.0:oob', 'out-of-band'],
    ['urn:ietf:wg:oauth:2.0:oob:auto', 'out-of-band'],
    ['URN:IETF:wg:oauth:2.0:oob', 'out-of-band'],
  ])('may not be %j: %s', (callback, flaw) => {
    expect(callbackFlaw(callback)).toBe(flaw)
  })
})

describe('a browser of this computer can come back to', () => {
  it.each([
    ['http://127.0.0.1/callback', '127.0.0.1', null, 'http://127.0.0.1:9/callback'],
    ['http://127.0.0.1:4567/callback', '127.0.0.1', 4567, 'http://127.0.0.1:9/callback'],
    ['http://127.0.0.1:80/callback', '127.0.0.1', 80, 'http://127.0.0.1:9/callback'],
    ['http://[::1]/callback?tenant=é', '::1', null, 'http://[::1]:9/callback?tenant=é'],
    ['http://127.0.0.1', '127.0.0.1', null, 'http://127.0.0.1:9'],
  ])('%s', (callback, host, port, withPort) => {
    expect(loopbackOf(callback)).toMatchObject({ host, port })
    expect(loopbackOf(callback)?.withPort(9)).toBe(withPort)
  })

  it.each([
    null,
    '',
    'http://localhost/callback',
    'https://127.0.0.1/callback',
    'http://127.0.0.1.evil.example/callback',
    'http://127.0.0.2/callback',
    'http://127.1/callback',
    'http://somebody@127.0.0.1/callback',
    'http://127.0.0.1:4567@evil.example/callback',
    'http://127.0.0.1:70000/callback',
    'https://example.com/callback',
    'office://callback',
    'http://127.0.0.1/callback#done',
  ])('%s: no', (callback) => {
    expect(loopbackOf(callback)).toBeNull()
  })
})

describe('an address is the callback', () => {
  it.each([
    ['https://example.com/callback', 'https://example.com/callback'],
    ['https://example.com/callback', 'https://example.com/callback?code=x&state=y'],
    ['https://example.com/callback', 'https://EXAMPLE.com:443/callback?code=x#_=_'],
    ['https://example.com/callback', 'https://example.com/other/../callback?code=x'],
    ['https://example.com/callback?tenant=1', 'https://example.com/callback?tenant=1&code=x'],
    ['https://example.com/callback?tenant=1', 'https://example.com/callback?code=x'],
    ['https://example.com', 'https://example.com/?code=x'],
    ['http://127.0.0.1:4567/callback', 'http://127.0.0.1:4567/callback?error=access_denied'],
    ['gazelle-keeper://callback', 'gazelle-keeper://callback?code=x'],
    ['gazelle-keeper://callback', 'gazelle-keeper://callback/?code=x'],
    ['gazelle-keeper://Callback', 'gazelle-keeper://callback?code=x'],
    ['com.example.keeper:/oauth', 'com.example.keeper:/oauth?code=x'],
    ['com.example.keeper:oauth', 'com.example.keeper:oauth?code=x'],
    ['https://gazelleapp.io/callback', 'https://gazelleapp.io/callback?code=x'],
    ['https://gazelleapp.io/?app=keeper', 'https://gazelleapp.io/?app=keeper&error=access_denied'],
  ])('%s: %s', (callback, address) => {
    expect(callbackTest(callback, gazelleOrigin)(address)).toBe(true)
  })

  it.each([
    ['https://example.com/callback', 'http://example.com/callback?code=x'],
    ['https://example.com/callback', 'https://example.com:8443/callback?code=x'],
    ['https://example.com/callback', 'https://example.com/callback/?code=x'],
    ['https://example.com/callback', 'https://example.com/callback2?code=x'],
    ['https://example.com/callback', 'https://example.com/Callback?code=x'],
    ['https://example.com/callback', 'https://example.com/callback/../other?code=x'],
    ['https://example.com/callback', 'https://example.com/call%62ack?code=x'],
    ['https://example.com/callback', 'https://example.com.evil.example/callback?code=x'],
    ['https://example.com/callback', 'https://example.com@evil.example/callback?code=x'],
    ['https://example.com/callback', 'https://evil.example/?next=https://example.com/callback'],
    ['https://example.com/callback', 'not an address'],
    ['https://example.com/callback', ''],
    ['http://127.0.0.1/callback', 'http://localhost/callback?code=x'],
    ['gazelle-keeper://callback', 'gazelle-keeper://callback/other?code=x'],
    ['gazelle-keeper://callback', 'gazelle-keeper:callback?code=x'],
    ['gazelle-keeper://callback', 'gazelle-keeper2://callback?code=x'],
    ['com.example.keeper:/oauth', 'com.example.keeper://oauth?code=x'],
    // A page of Gazelle's own at the same path.
    ['https://gazelleapp.io/', 'https://gazelleapp.io/'],
    ['https://gazelleapp.io/?app=keeper', 'https://gazelleapp.io/?code=x'],
    ['https://gazelleapp.io/callback', 'https://gazelleapp.io/developer/oauth/authorize?code=x'],
  ])('%s: not %s', (callback, address) => {
    expect(callbackTest(callback, gazelleOrigin)(address)).toBe(false)
  })
})
