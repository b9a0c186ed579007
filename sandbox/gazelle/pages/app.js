import { loadClients, loadCredential } from './query.js'

const status = document.querySelector('#status')
/** The page's words, in its language. */
const words = status.dataset
const rows = document.querySelector('#clients')
const reload = document.querySelector('#reload')
const worker = ['/web/worker.js', { type: 'module' }]

// The ways of asking the part that sends the requests.
const send = {
  'web-worker': once(() => {
    const dedicated = new Worker(...worker)
    return (port) => dedicated.postMessage('clients', [port])
  }),
  'shared-worker': once(() => {
    const shared = new SharedWorker(...worker)
    shared.port.start()
    return (port) => shared.port.postMessage('clients', [port])
  }),
  'service-worker': once(async () => {
    const [url, options] = worker
    // The scope is the whole site, or the worker would never be ready for this page.
    await navigator.serviceWorker.register(url, { ...options, scope: '/' })
    const { active } = await navigator.serviceWorker.ready
    return (port) => active.postMessage('clients', [port])
  }),
}

function once(make) {
  let made
  return () => {
    made ??= make()
    return made
  }
}

async function askWorker(kind) {
  const post = await send[kind]()
  const { port1, port2 } = new MessageChannel()
  const { clients, error } = await new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
    post(port2)
  })
  if (error) throw new Error(error)
  return clients
}

async function show() {
  reload.disabled = true
  status.textContent = words.loading
  try {
    const { from } = await loadCredential()
    const { nodes, totalCount } = from === 'page' ? await loadClients() : await askWorker(from)
    rows.replaceChildren(...nodes.map(row))
    status.textContent = words.loaded.replace('{count}', totalCount)
  } catch (error) {
    if (error.message === 'signed-out') return location.assign('/users/sign_in')
    status.textContent = `${words.notLoaded} ${error.message}`
  } finally {
    reload.disabled = false
  }
}

function row({ id, companyName }) {
  const line = document.createElement('tr')
  for (const text of [id, companyName ?? words.privateClient]) {
    const cell = document.createElement('td')
    cell.textContent = text
    line.append(cell)
  }
  return line
}

reload.addEventListener('click', show)
await show()
