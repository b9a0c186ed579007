import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** Notes every request that goes out, by method and path, until the function it gives back is called. */
export function listenToRequests(sent: string[]): () => void {
  // `fetch` and `node:http` tell of themselves on channels of their own.
  const channels = ['undici:request:create', 'http.client.request.start']
  const note = (message: unknown) => {
    const { method, path } = (message as { request: { method: string; path: string } }).request
    sent.push(`${method} ${path.split('?')[0]}`)
  }
  for (const channel of channels) subscribe(channel, note)
  return () => channels.forEach((channel) => void unsubscribe(channel, note))
}
