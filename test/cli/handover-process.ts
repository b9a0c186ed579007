import { text } from 'node:stream/consumers'
import { handoverItem } from '../../src/node/handover.ts'

// A process of its own, on the bus of its environment: leaves what stdin gives where the desktop app does; nothing takes it away.
const secret = await text(process.stdin)
const item = handoverItem()
await (secret === '' ? item.remove() : item.write(Buffer.from(secret)))
