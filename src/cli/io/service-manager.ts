import { spawn } from 'node:child_process'

/**
 * Tells systemd the state of this service, if systemd started it and asks for it (`Type=notify`). Uses `systemd-notify`, which
 * every system with systemd has: the socket is a datagram one, which Node cannot write to. Never rejects: the service goes on
 * even if systemd is not told. `state` as in sd_notify(3): "READY=1", "STOPPING=1", "STATUS=…".
 */
export async function tellServiceManager(environment: NodeJS.ProcessEnv, ...state: string[]): Promise<void> {
  if (!environment['NOTIFY_SOCKET']) return
  await new Promise<void>((resolve) => {
    const { PATH, NOTIFY_SOCKET } = environment
    const child = spawn('systemd-notify', state, { stdio: 'ignore', env: { PATH, NOTIFY_SOCKET } })
    child.on('error', () => resolve())
    child.on('exit', () => resolve())
  })
}
