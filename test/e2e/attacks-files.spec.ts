import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { evil, openLink, openSignIn } from './attacks.ts'
import { Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'

// The system's file dialogues and the disk, and WebRTC, which a policy does not hold.

/** Which of the system's file dialogues a page could open. */
const pickersIn = () =>
  ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker'].filter((name) => name in globalThis)

/** Downloads what the page has made itself, by a link. */
const downloadBlob = () => {
  const href = URL.createObjectURL(new Blob(['written by a page']))
  Object.assign(document.createElement('a'), { href, download: 'written.txt' }).click()
}

/** What becomes of the next download of a session, the default one or another. */
async function nextDownload(app: KeeperApp, partition: string | null): Promise<() => Promise<string>> {
  await app.electron.evaluate(({ session }, partition) => {
    const own = partition === null ? session.defaultSession : session.fromPartition(partition)
    const ended = new Promise<string>((resolve) => {
      // A download that goes on opens a dialogue, and ends with that.
      own.once('will-download', (event) => {
        setImmediate(() => resolve(event.defaultPrevented ? 'cancelled' : 'goes on'))
      })
    })
    Object.assign(globalThis, { ended })
  }, partition)
  return () => app.electron.evaluate(() => (globalThis as unknown as { ended: Promise<string> }).ended)
}

test('pages of the sign-in window open no file dialogue, and write no file', async ({ launch }) => {
  const site = await Site.start(['evil.example'], () => '<title>Read more</title><iframe srcdoc="Hello"></iframe>')
  try {
    const app = await launch({ switches: site.switches() })
    const { guided } = await openSignIn(app)
    const opened = app.electron.waitForEvent('window')
    await openLink(app, guided, `${evil}/`)
    const popUp = await opened
    await expect.poll(() => popUp.frames().length).toBe(2)
    for (const frame of [guided.gazelle.mainFrame(), ...popUp.frames()])
      expect(await frame.evaluate(pickersIn)).toEqual([])
    for (const page of [guided.gazelle, popUp]) {
      const ended = await nextDownload(app, 'persist:gazelle')
      await page.evaluate(downloadBlob)
      expect(await ended()).toBe('cancelled')
    }
  } finally {
    await site.close()
  }
})

test('a taken-over page of ours opens no file dialogue, writes no file, and reaches nobody by WebRTC', async ({
  launch,
}) => {
  const heard: string[] = []
  const udp = createSocket('udp4').on('message', () => heard.push('udp'))
  udp.bind(0, '127.0.0.1')
  await once(udp, 'listening')
  const { port } = udp.address()
  const tcp = createServer((socket) => {
    heard.push('tcp')
    socket.destroy()
  }).listen(port, '127.0.0.1')
  await once(tcp, 'listening')
  try {
    const app = await launch()
    const { page } = await app.openPopover()
    expect(await page.evaluate(pickersIn)).toEqual([])
    const ended = await nextDownload(app, null)
    await page.evaluate(downloadBlob)
    expect(await ended()).toBe('cancelled')
    const candidates = await page.evaluate(async (port) => {
      const urls = ['stun:', 'turn:'].flatMap((kind) => [`${kind}127.0.0.1:${port}`])
      const iceServers = [
        { urls: [...urls, `turn:127.0.0.1:${port}?transport=tcp`], username: 'token', credential: 'token' },
      ]
      const peer = new RTCPeerConnection({ iceServers })
      peer.createDataChannel('out')
      const complete = new Promise<void>((resolve) => {
        peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve()
      })
      await peer.setLocalDescription(await peer.createOffer())
      await complete
      return peer.localDescription?.sdp.match(/^a=candidate/gm) ?? []
    }, port)
    expect(candidates).toEqual([])
    expect(heard).toEqual([])
  } finally {
    udp.close()
    tcp.close()
  }
})
