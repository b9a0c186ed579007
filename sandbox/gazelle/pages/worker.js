// One script for the three kinds of worker. Each question brings a port for its answer.
import { loadClients } from './query.js'

const listen = (event) => {
  const [port] = event.ports
  const answered = loadClients().then(
    (clients) => port.postMessage({ clients }),
    (error) => port.postMessage({ error: error.message }),
  )
  event.waitUntil?.(answered) // a service worker lives only as long as it is asked to
}

if ('onconnect' in self) self.onconnect = ({ ports: [page] }) => (page.onmessage = listen)
else self.onmessage = listen

// A service worker takes over at once, even from an older one.
self.addEventListener('install', () => self.skipWaiting?.())
self.addEventListener('activate', (event) => event.waitUntil?.(self.clients?.claim()))
