import { parentPort, workerData } from 'node:worker_threads'
import { readPaste } from '../../core/paste/read-paste.ts'

// A thread for one long text: see read-paste-apart.ts.
parentPort?.postMessage(readPaste(workerData.text, workerData.options))
